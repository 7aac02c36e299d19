<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
