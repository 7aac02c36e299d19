<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
        <source>%n new run(s)</source>
        <translation>
            <numerusform>%n new run</numerusform>
            <numerusform>%n new runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::RunTableFoot</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
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
