<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>StudyOverlay</name>
    <message numerus="yes">
        <source>≠ %n step(s)</source>
        <translation>
            <numerusform>≠ %n step</numerusform>
            <numerusform>≠ %n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s)</source>
        <translation>
            <numerusform>%n fault</numerusform>
            <numerusform>%n faults</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n redacted</source>
        <translation>
            <numerusform>%n redacted</numerusform>
            <numerusform>%n redacted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::BulkAction</name>
    <message numerus="yes">
        <source>Cancel %n run(s)</source>
        <translation>
            <numerusform>Cancel %n run</numerusform>
            <numerusform>Cancel %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %n run(s) again</source>
        <translation>
            <numerusform>Run %n run again</numerusform>
            <numerusform>Run %n runs again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %n run(s)</source>
        <translation>
            <numerusform>Export %n run</numerusform>
            <numerusform>Export %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the %1 that match have ended already and are left alone.</source>
        <translation>
            <numerusform>%n of the %1 that match has ended already and is left alone.</numerusform>
            <numerusform>%n of the %1 that match have ended already and are left alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the %1 selected have ended already and are left alone.</source>
        <translation>
            <numerusform>%n of the %1 selected has ended already and is left alone.</numerusform>
            <numerusform>%n of the %1 selected have ended already and are left alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) cancelled</source>
        <translation>
            <numerusform>%n run cancelled</numerusform>
            <numerusform>%n runs cancelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) started again</source>
        <translation>
            <numerusform>%n run started again</numerusform>
            <numerusform>%n runs started again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not tried</source>
        <translation>
            <numerusform>%n not tried</numerusform>
            <numerusform>%n not tried</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %Ln run(s) can be done at once. Choose fewer.</source>
        <translation>
            <numerusform>At most %Ln run can be done at once. Choose fewer.</numerusform>
            <numerusform>At most %Ln runs can be done at once. Choose fewer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %Ln run(s) match. Narrow the filter.</source>
        <translation>
            <numerusform>More than %Ln run matches. Narrow the filter.</numerusform>
            <numerusform>More than %Ln runs match. Narrow the filter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replay %n run(s)</source>
        <translation>
            <numerusform>Replay %n run</numerusform>
            <numerusform>Replay %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::BulkDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Cancel %n run(s)</source>
        <translation>
            <numerusform>&amp;Cancel %n run</numerusform>
            <numerusform>&amp;Cancel %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Run %n run(s) again</source>
        <translation>
            <numerusform>&amp;Run %n run again</numerusform>
            <numerusform>&amp;Run %n runs again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln run(s) looked at; nothing is done yet.</source>
        <translation>
            <numerusform>%1 of %Ln run looked at; nothing is done yet.</numerusform>
            <numerusform>%1 of %Ln runs looked at; nothing is done yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) looked at; nothing is done yet.</source>
        <translation>
            <numerusform>%Ln run looked at; nothing is done yet.</numerusform>
            <numerusform>%Ln runs looked at; nothing is done yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2, %Ln failed</source>
        <translation>
            <numerusform>%1 of %2, %Ln failed</numerusform>
            <numerusform>%1 of %2, %Ln failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::ComparisonDocument</name>
    <message numerus="yes">
        <source>%n step(s) differ</source>
        <translation>
            <numerusform>%n step differ</numerusform>
            <numerusform>%n steps differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Equal as far as can be seen: %n value(s) were redacted</source>
        <translation>
            <numerusform>Equal as far as can be seen: %n value was redacted</numerusform>
            <numerusform>Equal as far as can be seen: %n values were redacted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n redacted value(s) could not be compared</source>
        <translation>
            <numerusform>%n redacted value could not be compared</numerusform>
            <numerusform>%n redacted values could not be compared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n payload(s) that differ were too large to be looked into</source>
        <translation>
            <numerusform>%n payload that differs was too large to be looked into</numerusform>
            <numerusform>%n payloads that differ were too large to be looked into</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::ComparisonPage</name>
    <message numerus="yes">
        <source>%n value(s) were redacted: whether they differ is not known.</source>
        <translation>
            <numerusform>%n value was redacted: whether it differs is not known.</numerusform>
            <numerusform>%n values were redacted: whether they differ is not known.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::DefinitionDelegate</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::DefinitionPage</name>
    <message numerus="yes">
        <source>This definition has %n problem(s)</source>
        <translation>
            <numerusform>This definition has %n problem</numerusform>
            <numerusform>This definition has %n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::ExportCommands</name>
    <message numerus="yes">
        <source>Export %n run(s)</source>
        <translation>
            <numerusform>Export %n run</numerusform>
            <numerusform>Export %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::ExportDialog</name>
    <message numerus="yes">
        <source>%n event(s) written</source>
        <translation>
            <numerusform>%n event written</numerusform>
            <numerusform>%n events written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::ExportJob</name>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) exported</source>
        <translation>
            <numerusform>%n run exported</numerusform>
            <numerusform>%n runs exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n redacted view(s)</source>
        <translation>
            <numerusform>%n redacted view</numerusform>
            <numerusform>%n redacted views</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bookmark(s)</source>
        <translation>
            <numerusform>%n bookmark</numerusform>
            <numerusform>%n bookmarks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::JsonDiffModel</name>
    <message numerus="yes">
        <source>%Ln member(s)</source>
        <translation>
            <numerusform>%Ln member</numerusform>
            <numerusform>%Ln members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unchanged</source>
        <translation>
            <numerusform>%Ln unchanged</numerusform>
            <numerusform>%Ln unchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::JsonDiffView</name>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation>
            <numerusform>%Ln added</numerusform>
            <numerusform>%Ln added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln removed</numerusform>
            <numerusform>%Ln removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln changed</numerusform>
            <numerusform>%Ln changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There is more: only the first %Ln difference(s) were looked into.</source>
        <translation>
            <numerusform>There is more: only the first difference was looked into.</numerusform>
            <numerusform>There is more: only the first %Ln differences were looked into.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::JsonTreeModel</name>
    <message numerus="yes">
        <source>%Ln member(s)</source>
        <translation>
            <numerusform>%Ln member</numerusform>
            <numerusform>%Ln members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::JsonView</name>
    <message numerus="yes">
        <source>Only %Ln row(s) were opened</source>
        <translation>
            <numerusform>Only %Ln row was opened</numerusform>
            <numerusform>Only %Ln rows were opened</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::MainWindow</name>
    <message numerus="yes">
        <source>%n run(s) resumed</source>
        <translation>
            <numerusform>%n run resumed</numerusform>
            <numerusform>%n runs resumed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::NoticeArea</name>
    <message numerus="yes">
        <source>More than %n run(s) were left unfinished.</source>
        <translation>
            <numerusform>More than %n run was left unfinished.</numerusform>
            <numerusform>More than %n runs were left unfinished.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) were left unfinished.</source>
        <translation>
            <numerusform>%n run was left unfinished.</numerusform>
            <numerusform>%n runs were left unfinished.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::PathDocument</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::PathsPage</name>
    <message numerus="yes">
        <source>Branches, %n never taken</source>
        <translation>
            <numerusform>Branches, %n never taken</numerusform>
            <numerusform>Branches, %n never taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::ReplayDocument</name>
    <message numerus="yes">
        <source>Replay of %n run(s)</source>
        <translation>
            <numerusform>Replay of %n run</numerusform>
            <numerusform>Replay of %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled after %n run(s)</source>
        <translation>
            <numerusform>Cancelled after %n run</numerusform>
            <numerusform>Cancelled after %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s) differ</source>
        <translation>
            <numerusform>%n cell differs</numerusform>
            <numerusform>%n cells differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be told</source>
        <translation>
            <numerusform>%n could not be told</numerusform>
            <numerusform>%n could not be told</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) compared</source>
        <translation>
            <numerusform>%n event compared</numerusform>
            <numerusform>%n events compared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n equal as far as can be judged</source>
        <translation>
            <numerusform>%n equal as far as can be judged</numerusform>
            <numerusform>%n equal as far as can be judged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::ReplayMatrixModel</name>
    <message numerus="yes">
        <source>%n event(s) not judged</source>
        <translation>
            <numerusform>%n event not judged</numerusform>
            <numerusform>%n events not judged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::ReplayPage</name>
    <message numerus="yes">
        <source>%n event(s) decided again, all as recorded</source>
        <translation>
            <numerusform>%n event decided again, all as recorded</numerusform>
            <numerusform>%n events decided again, all as recorded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::RunGroupModel</name>
    <message numerus="yes">
        <source>%1: %n run(s)</source>
        <translation>
            <numerusform>%1: %n run</numerusform>
            <numerusform>%1: %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::RunGroupPanel</name>
    <message numerus="yes">
        <source>and %Ln other(s)</source>
        <translation>
            <numerusform>and %Ln other</numerusform>
            <numerusform>and %Ln others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::RunHeader</name>
    <message numerus="yes">
        <source>%n child run(s)</source>
        <translation>
            <numerusform>%n child run</numerusform>
            <numerusform>%n child runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::RunTable</name>
    <message numerus="yes">
        <source>%Ln run(s), newest first</source>
        <translation>
            <numerusform>%Ln run</numerusform>
            <numerusform>%Ln runs, newest first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln run(s) match</source>
        <translation>
            <numerusform>%1 of %Ln run matches</numerusform>
            <numerusform>%1 of %Ln runs match</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 match so far; looked at %2 of %Ln run(s)…</source>
        <translation>
            <numerusform>%1 match so far; looked at %2 of %Ln run…</numerusform>
            <numerusform>%1 match so far; looked at %2 of %Ln runs…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %1 match; stopped after %2 of %Ln run(s)</source>
        <translation>
            <numerusform>At least %1 match; stopped after %2 of %Ln run</numerusform>
            <numerusform>At least %1 match; stopped after %2 of %Ln runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %Ln new run(s)</source>
        <translation>
            <numerusform>More than %Ln new run</numerusform>
            <numerusform>More than %Ln new runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new run(s)</source>
        <translation>
            <numerusform>%Ln new run</numerusform>
            <numerusform>%Ln new runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln run(s) selected</source>
        <translation>
            <numerusform>All %Ln run selected</numerusform>
            <numerusform>All %Ln runs selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) selected</source>
        <translation>
            <numerusform>%Ln run selected</numerusform>
            <numerusform>%Ln runs selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::RunTableFoot</name>
    <message numerus="yes">
        <source>%Ln run(s) loaded; there are newer ones above</source>
        <translation>
            <numerusform>%Ln run loaded; there are newer ones above</numerusform>
            <numerusform>%Ln runs loaded; there are newer ones above</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln run(s) loaded</source>
        <translation>
            <numerusform>%1 of %Ln run loaded</numerusform>
            <numerusform>%1 of %Ln runs loaded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) loaded</source>
        <translation>
            <numerusform>%Ln run loaded</numerusform>
            <numerusform>%Ln runs loaded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln run</numerusform>
            <numerusform>%Ln runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::SaveSearchDialog</name>
    <message numerus="yes">
        <source>There are %Ln search(es) already. Delete one first.</source>
        <translation>
            <numerusform>There is %Ln search already. Delete one first.</numerusform>
            <numerusform>There are %Ln searches already. Delete one first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::Scrubber</name>
    <message numerus="yes">
        <source>%Ln event(s) per second</source>
        <translation>
            <numerusform>%Ln event per second</numerusform>
            <numerusform>%Ln events per second</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hit(s)</source>
        <translation>
            <numerusform>%Ln hit</numerusform>
            <numerusform>%Ln hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::SourceDocument</name>
    <message numerus="yes">
        <source>%n redacted view(s)</source>
        <translation>
            <numerusform>%n redacted view</numerusform>
            <numerusform>%n redacted views</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::StepChangeModel</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::StepDiffModel</name>
    <message numerus="yes">
        <source>%n redacted value(s) not compared</source>
        <translation>
            <numerusform>%n redacted value not compared</numerusform>
            <numerusform>%n redacted values not compared</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::TimelineChart</name>
    <message numerus="yes">
        <source>%Ln bar(s) have no room here; click to zoom in</source>
        <translation>
            <numerusform>%Ln bar has no room here; click to zoom in</numerusform>
            <numerusform>%Ln bars have no room here; click to zoom in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more; go through them with Ctrl+Right</source>
        <translation>
            <numerusform>and %Ln more; go through them with Ctrl+Right</numerusform>
            <numerusform>and %Ln more; go through them with Ctrl+Right</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::TimelineView</name>
    <message numerus="yes">
        <source>%Ln lane(s)</source>
        <translation>
            <numerusform>%Ln lane</numerusform>
            <numerusform>%Ln lanes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::TravelTrack</name>
    <message numerus="yes">
        <source>%Ln fault(s)</source>
        <translation>
            <numerusform>%Ln fault</numerusform>
            <numerusform>%Ln faults</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln retry(s)</source>
        <translation>
            <numerusform>%Ln retry</numerusform>
            <numerusform>%Ln retries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s) to stop at</source>
        <translation>
            <numerusform>%Ln place to stop at</numerusform>
            <numerusform>%Ln places to stop at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more bookmark(s)</source>
        <translation>
            <numerusform>%Ln more bookmark</numerusform>
            <numerusform>%Ln more bookmarks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::WatchModel</name>
    <message numerus="yes">
        <source>No more than %Ln value(s) can be watched</source>
        <translation>
            <numerusform>No more than %Ln value can be watched</numerusform>
            <numerusform>No more than %Ln values can be watched</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::WorkspaceLink</name>
    <message numerus="yes">
        <source>Workspace, %n dead letter(s)</source>
        <translation>
            <numerusform>Workspace, %n dead letter</numerusform>
            <numerusform>Workspace, %n dead letters</numerusform>
        </translation>
    </message>
</context>
</TS>
