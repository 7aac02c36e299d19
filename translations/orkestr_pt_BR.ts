<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>Canvas</name>
    <message>
        <source>%1 attempts</source>
        <translation>%1 tentativas</translation>
    </message>
</context>
<context>
    <name>DisplayStatus</name>
    <message>
        <source>Pending</source>
        <translation>Pendente</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Em execução</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Aguardando</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspensa</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelada</translation>
    </message>
    <message>
        <source>Faulted</source>
        <translation>Com falha</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Concluída</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Ignorada</translation>
    </message>
</context>
<context>
    <name>NodeType</name>
    <message>
        <source>Start</source>
        <translation>Início</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Fim</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Chamada</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>Sequência</translation>
    </message>
    <message>
        <source>Emit event</source>
        <translation>Emitir evento</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Laço</translation>
    </message>
    <message>
        <source>Parallel branches</source>
        <translation>Ramos paralelos</translation>
    </message>
    <message>
        <source>Listen for events</source>
        <translation>Escutar eventos</translation>
    </message>
    <message>
        <source>Raise error</source>
        <translation>Lançar erro</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Executar</translation>
    </message>
    <message>
        <source>Set data</source>
        <translation>Definir dados</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>Desvio</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Tentar</translation>
    </message>
    <message>
        <source>Catch</source>
        <translation>Capturar</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Espera</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tarefa</translation>
    </message>
</context>
<context>
    <name>orkestr::Canvas</name>
    <message>
        <source>Workflow graph</source>
        <translation>Grafo do fluxo de trabalho</translation>
    </message>
    <message>
        <source>Arrow keys go from task to task, Enter opens one</source>
        <translation>As setas vão de tarefa em tarefa, Enter abre a tarefa</translation>
    </message>
    <message>
        <source>Laying out the graph…</source>
        <translation>Organizando o grafo…</translation>
    </message>
    <message>
        <source>Nothing to show</source>
        <translation>Nada a mostrar</translation>
    </message>
    <message>
        <source>Choose a workflow definition to see its graph.</source>
        <translation>Escolha uma definição de fluxo de trabalho para ver o grafo.</translation>
    </message>
</context>
<context>
    <name>orkestr::DefinitionDocument</name>
    <message>
        <source>There is no file %1.</source>
        <translation>Não há o arquivo %1.</translation>
    </message>
    <message>
        <source>%1 is a folder, not a definition.</source>
        <translation>%1 é uma pasta, não uma definição.</translation>
    </message>
    <message>
        <source>%1 is larger than 16 MB.</source>
        <translation>%1 tem mais de 16 MB.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2</source>
        <translation>Não foi possível ler %1: %2</translation>
    </message>
</context>
<context>
    <name>orkestr::DefinitionListModel</name>
    <message>
        <source>Files</source>
        <translation>Arquivos</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Exemplos</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Área de trabalho</translation>
    </message>
    <message>
        <source>No file was opened yet</source>
        <translation>Nenhum arquivo foi aberto ainda</translation>
    </message>
    <message>
        <source>No samples here</source>
        <translation>Não há exemplos aqui</translation>
    </message>
    <message>
        <source>Nothing is published here yet</source>
        <translation>Nada foi publicado aqui ainda</translation>
    </message>
</context>
<context>
    <name>orkestr::EventModel</name>
    <message>
        <source>#</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>orkestr::ProblemListModel</name>
    <message>
        <source>Error: %1</source>
        <translation>Erro: %1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Aviso: %1</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linha</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
</context>
<context>
    <name>orkestr::StepModel</name>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
