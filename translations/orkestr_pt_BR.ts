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
    <name>JsonChecker</name>
    <message>
        <source>Enter a JSON value, such as {}</source>
        <translation>Digite um valor JSON, como {}</translation>
    </message>
    <message>
        <source>Nothing may follow the value</source>
        <translation>Nada pode vir depois do valor</translation>
    </message>
    <message>
        <source>A value is missing here</source>
        <translation>Falta um valor aqui</translation>
    </message>
    <message>
        <source>This is nested too deeply</source>
        <translation>Aninhamento profundo demais</translation>
    </message>
    <message>
        <source>Strings stand in double quotes</source>
        <translation>Textos ficam entre aspas duplas</translation>
    </message>
    <message>
        <source>A } is missing at the end</source>
        <translation>Falta um } no final</translation>
    </message>
    <message>
        <source>A comma may not stand before }</source>
        <translation>Não pode haver vírgula antes de }</translation>
    </message>
    <message>
        <source>A member&apos;s name in double quotes is expected here</source>
        <translation>Aqui é esperado o nome de um membro entre aspas duplas</translation>
    </message>
    <message>
        <source>A : is expected after the member&apos;s name</source>
        <translation>É esperado : depois do nome do membro</translation>
    </message>
    <message>
        <source>A ] is missing at the end</source>
        <translation>Falta um ] no final</translation>
    </message>
    <message>
        <source>A , or } is expected here</source>
        <translation>Aqui é esperado , ou }</translation>
    </message>
    <message>
        <source>A , or ] is expected here</source>
        <translation>Aqui é esperado , ou ]</translation>
    </message>
    <message>
        <source>A comma may not stand before ]</source>
        <translation>Não pode haver vírgula antes de ]</translation>
    </message>
    <message>
        <source>A line break in a string is written \n</source>
        <translation>Uma quebra de linha em um texto é escrita \n</translation>
    </message>
    <message>
        <source>\ must be followed by one of &quot; \ / b f n r t u</source>
        <translation>\ deve ser seguida por um destes: &quot; \ / b f n r t u</translation>
    </message>
    <message>
        <source>The string that begins here has no closing quote</source>
        <translation>O texto que começa aqui não tem aspas de fechamento</translation>
    </message>
    <message>
        <source>This is not a JSON number</source>
        <translation>Isto não é um número JSON</translation>
    </message>
    <message>
        <source>A value is expected here</source>
        <translation>Aqui é esperado um valor</translation>
    </message>
    <message>
        <source>Text stands in double quotes: &quot;%1&quot;</source>
        <translation>Textos ficam entre aspas duplas: &quot;%1&quot;</translation>
    </message>
</context>
<context>
    <name>ListenText</name>
    <message>
        <source>same %1</source>
        <translation>o mesmo %1</translation>
    </message>
    <message>
        <source>any event</source>
        <translation>qualquer evento</translation>
    </message>
    <message>
        <source>all of %1</source>
        <translation>todos de %1</translation>
    </message>
    <message>
        <source>any of %1</source>
        <translation>qualquer um de %1</translation>
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
    <name>RunNote</name>
    <message>
        <source>suspended by %1</source>
        <translation>suspensa por %1</translation>
    </message>
    <message>
        <source>cancelled by %1</source>
        <translation>cancelada por %1</translation>
    </message>
</context>
<context>
    <name>StepWait</name>
    <message>
        <source>an event</source>
        <translation>um evento</translation>
    </message>
    <message>
        <source>until %1</source>
        <comment>a moment</comment>
        <translation>até %1</translation>
    </message>
    <message>
        <source>again at %1</source>
        <comment>a moment</comment>
        <translation>de novo às %1</translation>
    </message>
    <message>
        <source>for %1</source>
        <comment>events</comment>
        <translation>por %1</translation>
    </message>
    <message>
        <source>for %1 until %2</source>
        <comment>events, a moment</comment>
        <translation>por %1 até %2</translation>
    </message>
</context>
<context>
    <name>Studio</name>
    <message>
        <source>The workspace can&apos;t be opened</source>
        <translation>Não foi possível abrir a área de trabalho</translation>
    </message>
</context>
<context>
    <name>StudioActions</name>
    <message>
        <source>&amp;Open definition…</source>
        <translation>&amp;Abrir definição…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Sair</translation>
    </message>
    <message>
        <source>&amp;Run…</source>
        <translation>&amp;Executar…</translation>
    </message>
    <message>
        <source>Go to the &amp;error</source>
        <translation>Ir para o &amp;erro</translation>
    </message>
    <message>
        <source>Copy the run&apos;s &amp;id</source>
        <translation>Copiar o &amp;identificador da execução</translation>
    </message>
    <message>
        <source>&amp;Find a step</source>
        <translation>&amp;Localizar uma etapa</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>Localizar &amp;próxima</translation>
    </message>
    <message>
        <source>Find &amp;previous</source>
        <translation>Localizar &amp;anterior</translation>
    </message>
    <message>
        <source>&amp;Fit the graph</source>
        <translation>A&amp;justar o grafo</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>A&amp;mpliar</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>&amp;Reduzir</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>Tamanho rea&amp;l</translation>
    </message>
    <message>
        <source>&amp;Sidebar</source>
        <translation>&amp;Barra lateral</translation>
    </message>
    <message>
        <source>&amp;Definition text</source>
        <translation>&amp;Texto da definição</translation>
    </message>
    <message>
        <source>Steps and &amp;events</source>
        <translation>Etapas e &amp;eventos</translation>
    </message>
    <message>
        <source>&amp;Inspector</source>
        <translation>&amp;Inspetor</translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation>Restaurar a &amp;disposição</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Claro ou escuro</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>Como a área de &amp;trabalho</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>Da&amp;rk</source>
        <translation>&amp;Escuro</translation>
    </message>
    <message>
        <source>Go to definitions and runs</source>
        <translation>Ir para definições e execuções</translation>
    </message>
    <message>
        <source>Go to the graph</source>
        <translation>Ir para o grafo</translation>
    </message>
    <message>
        <source>Go to the text</source>
        <translation>Ir para o texto</translation>
    </message>
    <message>
        <source>Go to steps and events</source>
        <translation>Ir para etapas e eventos</translation>
    </message>
    <message>
        <source>Go to the inspector</source>
        <translation>Ir para o inspetor</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>Próximo painel</translation>
    </message>
    <message>
        <source>Panel before</source>
        <translation>Painel anterior</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Atalhos de teclado</translation>
    </message>
    <message>
        <source>&amp;About Orkestr Studio</source>
        <translation>&amp;Sobre o Orkestr Studio</translation>
    </message>
    <message>
        <source>&amp;Suspend…</source>
        <translation>&amp;Suspender…</translation>
    </message>
    <message>
        <source>R&amp;esume…</source>
        <translation>R&amp;etomar…</translation>
    </message>
    <message>
        <source>&amp;Cancel run…</source>
        <translation>&amp;Cancelar execução…</translation>
    </message>
    <message>
        <source>Send an e&amp;vent…</source>
        <translation>En&amp;viar um evento…</translation>
    </message>
    <message>
        <source>Run &amp;again…</source>
        <translation>Executar de &amp;novo…</translation>
    </message>
    <message>
        <source>&amp;Fork from the selected step…</source>
        <translation>&amp;Bifurcar a partir da etapa selecionada…</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Voltar</translation>
    </message>
    <message>
        <source>&amp;Workspace</source>
        <translation>Á&amp;rea de trabalho</translation>
    </message>
    <message>
        <source>&amp;Try the dead letter again…</source>
        <translation>&amp;Tentar de novo a mensagem morta…</translation>
    </message>
    <message>
        <source>&amp;Discard the dead letter…</source>
        <translation>&amp;Descartar a mensagem morta…</translation>
    </message>
    <message>
        <source>&amp;Unschedule…</source>
        <translation>Desa&amp;gendar…</translation>
    </message>
</context>
<context>
    <name>StudioMenus</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atalhos de teclado</translation>
    </message>
    <message>
        <source>About Orkestr Studio</source>
        <translation>Sobre o Orkestr Studio</translation>
    </message>
    <message>
        <source>Design, run, inspect and replay durable workflows.&lt;br&gt;Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Desenhe, execute, inspecione e reproduza fluxos de trabalho duráveis.&lt;br&gt;Software livre sob a Licença Pública Geral GNU, versão 3 ou posterior.</translation>
    </message>
    <message>
        <source>No file was opened yet</source>
        <translation>Nenhum arquivo foi aberto ainda</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Arquivo</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Abrir &amp;recente</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Execução</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>E&amp;xibir</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Tema</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Ir</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Aj&amp;uda</translation>
    </message>
    <message>
        <source>&amp;Workspace</source>
        <translation>Á&amp;rea de trabalho</translation>
    </message>
</context>
<context>
    <name>StudioOptions</name>
    <message>
        <source>there is no option %1; see --help</source>
        <translation>não existe a opção %1; veja --help</translation>
    </message>
    <message>
        <source>%1 needs a value; see --help</source>
        <translation>%1 precisa de um valor; veja --help</translation>
    </message>
    <message>
        <source>only one definition or run can be opened</source>
        <translation>só é possível abrir uma definição ou execução</translation>
    </message>
    <message>
        <source>there is no file %1, and it is no run&apos;s id</source>
        <translation>não há o arquivo %1, nem é o identificador de uma execução</translation>
    </message>
    <message>
        <source>--samples: there is no directory %1</source>
        <translation>--samples: não há o diretório %1</translation>
    </message>
    <message>
        <source>--size takes WIDTHxHEIGHT, each from %1 to %2, such as 1280x800</source>
        <translation>--size recebe LARGURAxALTURA, cada uma de %1 a %2, como 1280x800</translation>
    </message>
    <message>
        <source>--theme is light or dark</source>
        <translation>--theme é light ou dark</translation>
    </message>
    <message>
        <source>Orkestr Studio: design, run and inspect durable workflows.

orkestr-studio [OPTION...] [FILE|RUN]

  --workspace DIR       the workspace to open (default: $XDG_DATA_HOME/orkestr/default)
  --open FILE|RUN       a definition&apos;s file or a run&apos;s id to open
  --samples DIR         a directory of sample definitions to list
  --screenshot PNG      save a picture once what was asked for is shown, then exit
  --size WxH            the window&apos;s size, such as 1280x800
  --theme light|dark    instead of the theme that was chosen
  --version, --help

Examples:
  orkestr-studio order.yaml
  orkestr-studio --open order.yaml --screenshot order.png --size 1600x900 --theme dark
</source>
        <translation>Orkestr Studio: desenhe, execute e inspecione fluxos de trabalho duráveis.

orkestr-studio [OPÇÃO...] [ARQUIVO|EXECUÇÃO]

  --workspace DIR       a área de trabalho a abrir (padrão: $XDG_DATA_HOME/orkestr/default)
  --open ARQ|EXECUÇÃO   o arquivo de uma definição ou o identificador de uma execução
  --samples DIR         um diretório de definições de exemplo a listar
  --screenshot PNG      grava uma imagem quando o que foi pedido aparece, e termina
  --size LxA            o tamanho da janela, como 1280x800
  --theme light|dark    em vez do tema escolhido
  --version, --help

Exemplos:
  orkestr-studio pedido.yaml
  orkestr-studio --open pedido.yaml --screenshot pedido.png --size 1600x900 --theme dark
</translation>
    </message>
</context>
<context>
    <name>StudioToolBar</name>
    <message>
        <source>Tools</source>
        <translation>Ferramentas</translation>
    </message>
</context>
<context>
    <name>orkestr::Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Dispensar</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>Dispensar esta mensagem</translation>
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
    <name>orkestr::CanvasControls</name>
    <message>
        <source>Zoom out</source>
        <translation>Reduzir</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>Tamanho real</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Ampliar</translation>
    </message>
    <message>
        <source>Fit all</source>
        <translation>Ajustar tudo</translation>
    </message>
</context>
<context>
    <name>orkestr::DeadLetterModel</name>
    <message>
        <source>Run</source>
        <translation>Execução</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Evento</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Atividade</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quando</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>O que deu errado</translation>
    </message>
    <message>
        <source>Run</source>
        <comment>a column of runs&apos; ids</comment>
        <translation>Execução</translation>
    </message>
</context>
<context>
    <name>orkestr::DefinitionDelegate</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problema</numerusform>
            <numerusform>%n problemas</numerusform>
        </translation>
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
    <name>orkestr::DefinitionList</name>
    <message>
        <source>Definitions</source>
        <translation>Definições</translation>
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
    <name>orkestr::DefinitionPage</name>
    <message>
        <source>Graph</source>
        <translation>Grafo</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definição</translation>
    </message>
    <message>
        <source>Definition text</source>
        <translation>Texto da definição</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problemas</translation>
    </message>
    <message>
        <source>Open a definition</source>
        <translation>Abrir uma definição</translation>
    </message>
    <message>
        <source>Press Ctrl+O to open a file, or choose a definition at the left.</source>
        <translation>Pressione Ctrl+O para abrir um arquivo ou escolha uma definição à esquerda.</translation>
    </message>
    <message>
        <source>The definition can&apos;t be opened</source>
        <translation>Não foi possível abrir a definição</translation>
    </message>
    <message>
        <source>Opening the definition…</source>
        <translation>Abrindo a definição…</translation>
    </message>
    <message numerus="yes">
        <source>This definition has %n problem(s)</source>
        <translation>
            <numerusform>Esta definição tem %n problema</numerusform>
            <numerusform>Esta definição tem %n problemas</numerusform>
        </translation>
    </message>
    <message>
        <source>The graph shows the last version that had none.</source>
        <translation>O grafo mostra a última versão sem problemas.</translation>
    </message>
    <message>
        <source>They are listed under the text at the right. Save the file to check it again.</source>
        <translation>Eles estão listados abaixo do texto, à direita. Salve o arquivo para verificá-lo novamente.</translation>
    </message>
</context>
<context>
    <name>orkestr::DocumentHeader</name>
    <message>
        <source>Definition</source>
        <translation>Definição</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Executar</translation>
    </message>
    <message>
        <source>Orkestr Studio</source>
        <translation>Orkestr Studio</translation>
    </message>
    <message>
        <source>Design, run and inspect durable workflows</source>
        <translation>Desenhe, execute e inspecione fluxos de trabalho duráveis</translation>
    </message>
    <message>
        <source>Run %1</source>
        <comment>a run, by its id</comment>
        <translation>Execução %1</translation>
    </message>
    <message>
        <source>started %1</source>
        <translation>início: %1</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Área de trabalho</translation>
    </message>
</context>
<context>
    <name>orkestr::EventDialog</name>
    <message>
        <source>Data</source>
        <translation>Dados</translation>
    </message>
    <message>
        <source>&amp;This run</source>
        <translation>&amp;Esta execução</translation>
    </message>
    <message>
        <source>&amp;Everybody who listens</source>
        <translation>&amp;Todos os que escutam</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Enviar</translation>
    </message>
    <message>
        <source>Send an event</source>
        <translation>Enviar um evento</translation>
    </message>
    <message>
        <source>A CloudEvent. One that nobody waits for is kept for a while: Workspace shows until when.</source>
        <translation>Um CloudEvent. Um que ninguém espera é guardado por algum tempo: Área de trabalho mostra até quando.</translation>
    </message>
    <message>
        <source>May be left empty</source>
        <translation>Pode ficar vazio</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>T&amp;ype</source>
        <translation>&amp;Tipo</translation>
    </message>
    <message>
        <source>S&amp;ource</source>
        <translation>&amp;Origem</translation>
    </message>
    <message>
        <source>For</source>
        <comment>for whom</comment>
        <translation>Para</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Motivo</translation>
    </message>
    <message>
        <source>For this run</source>
        <translation>Para esta execução</translation>
    </message>
    <message>
        <source>For everybody who listens</source>
        <translation>Para todos os que escutam</translation>
    </message>
    <message>
        <source>&amp;Data, as JSON</source>
        <translation>&amp;Dados, como JSON</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
</context>
<context>
    <name>orkestr::EventModel</name>
    <message>
        <source>#</source>
        <translation>Nº</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Evento</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Etapa</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Tentativa</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Dados</translation>
    </message>
</context>
<context>
    <name>orkestr::EventTable</name>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>The whole event</source>
        <translation>O evento inteiro</translation>
    </message>
    <message>
        <source>Choose an event to see all of it.</source>
        <translation>Escolha um evento para vê-lo por inteiro.</translation>
    </message>
    <message>
        <source>Events can&apos;t be read</source>
        <translation>Não foi possível ler os eventos</translation>
    </message>
    <message>
        <source>Reading events…</source>
        <translation>Lendo eventos…</translation>
    </message>
    <message>
        <source>No run is open</source>
        <translation>Nenhuma execução está aberta</translation>
    </message>
    <message>
        <source>Choose a run to see what happened in it.</source>
        <translation>Escolha uma execução para ver o que aconteceu nela.</translation>
    </message>
</context>
<context>
    <name>orkestr::FactLabel</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>Copy &amp;all of it</source>
        <translation>Copiar &amp;tudo</translation>
    </message>
</context>
<context>
    <name>orkestr::InputDialog</name>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Formatar</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Execução</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Executar %1</translation>
    </message>
    <message>
        <source>The run&apos;s input, as JSON. Secrets don&apos;t belong here: a definition names them in use.secrets.</source>
        <translation>A entrada da execução, em JSON. Segredos não devem ficar aqui: a definição os nomeia em use.secrets.</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>&amp;Start over</source>
        <translation>&amp;Recomeçar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Puts an example of the input there, as the definition describes it</source>
        <translation>Coloca ali um exemplo da entrada, como a definição a descreve</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Why? Recorded in the new run&apos;s history</source>
        <translation>Por quê? Registrado no histórico da nova execução</translation>
    </message>
</context>
<context>
    <name>orkestr::JsonField</name>
    <message>
        <source>Check</source>
        <translation>Verificação</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>Linha %1, coluna %2: %3</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>Sem dados</translation>
    </message>
    <message>
        <source>Valid JSON</source>
        <translation>JSON válido</translation>
    </message>
</context>
<context>
    <name>orkestr::KeptEventModel</name>
    <message>
        <source>%1 (%2 in all)</source>
        <comment>a moment, and a length of time</comment>
        <translation>%1 (%2 ao todo)</translation>
    </message>
    <message>
        <source>everybody</source>
        <translation>todos</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviado</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>For</source>
        <comment>for whom</comment>
        <translation>Para</translation>
    </message>
    <message>
        <source>Kept until</source>
        <translation>Guardado até</translation>
    </message>
</context>
<context>
    <name>orkestr::MainWindow</name>
    <message>
        <source>Orkestr Studio</source>
        <translation>Orkestr Studio</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) resumed</source>
        <translation>
            <numerusform>%n execução retomada</numerusform>
            <numerusform>%n execuções retomadas</numerusform>
        </translation>
    </message>
    <message>
        <source>The run&apos;s id is copied</source>
        <translation>O identificador da execução foi copiado</translation>
    </message>
    <message>
        <source>Open a definition</source>
        <translation>Abrir uma definição</translation>
    </message>
    <message>
        <source>Workflow definitions (*.yaml *.yml *.json);;All files (*)</source>
        <translation>Definições de fluxo de trabalho (*.yaml *.yml *.json);;Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>%1 – Orkestr Studio</source>
        <translation>%1 – Orkestr Studio</translation>
    </message>
    <message>
        <source>%1 was read again: it has changed on disk</source>
        <translation>%1 foi lido novamente: mudou no disco</translation>
    </message>
</context>
<context>
    <name>orkestr::NoticeArea</name>
    <message numerus="yes">
        <source>More than %n run(s) were left unfinished.</source>
        <translation>
            <numerusform>Mais de %n execução ficou inacabada.</numerusform>
            <numerusform>Mais de %n execuções ficaram inacabadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) were left unfinished.</source>
        <translation>
            <numerusform>%n execução ficou inacabada.</numerusform>
            <numerusform>%n execuções ficaram inacabadas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Retomar</translation>
    </message>
    <message>
        <source>Leave them</source>
        <translation>Deixar como estão</translation>
    </message>
    <message>
        <source>%1 has changed since this run began. The graph shows what the run began with.</source>
        <translation>%1 mudou desde o início desta execução. O grafo mostra aquilo com que a execução começou.</translation>
    </message>
    <message>
        <source>Show the file</source>
        <translation>Mostrar o arquivo</translation>
    </message>
</context>
<context>
    <name>orkestr::OverviewSection</name>
    <message>
        <source>Reading the workspace…</source>
        <translation>Lendo a área de trabalho…</translation>
    </message>
    <message>
        <source>the first %1</source>
        <translation>os primeiros %1</translation>
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
    <name>orkestr::ReasonDialog</name>
    <message>
        <source>R&amp;eason</source>
        <translation>&amp;Motivo</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>May be left empty</source>
        <translation>Pode ficar vazio</translation>
    </message>
    <message>
        <source>Recorded as %1&apos;s.</source>
        <translation>Registrado como de %1.</translation>
    </message>
    <message>
        <source>&amp;Go back</source>
        <translation>&amp;Voltar</translation>
    </message>
</context>
<context>
    <name>orkestr::RunCommands</name>
    <message>
        <source>Suspend this run?</source>
        <translation>Suspender esta execução?</translation>
    </message>
    <message>
        <source>What is under way goes on; nothing new begins until somebody resumes it.</source>
        <translation>O que está em andamento continua; nada de novo começa até alguém retomá-la.</translation>
    </message>
    <message>
        <source>&amp;Suspend</source>
        <translation>&amp;Suspender</translation>
    </message>
    <message>
        <source>Resume this run?</source>
        <translation>Retomar esta execução?</translation>
    </message>
    <message>
        <source>It goes on where it was suspended. Timers that have run out meanwhile fire at once.</source>
        <translation>Ela continua de onde foi suspensa. Temporizadores vencidos nesse meio-tempo disparam imediatamente.</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Retomar</translation>
    </message>
    <message>
        <source>Cancel this run?</source>
        <translation>Cancelar esta execução?</translation>
    </message>
    <message>
        <source>It ends where it is, and so do the runs it waits for. It can&apos;t be resumed.</source>
        <translation>Ela termina onde está, assim como as execuções que ela espera. Não pode ser retomada.</translation>
    </message>
    <message>
        <source>&amp;Cancel the run</source>
        <translation>&amp;Cancelar a execução</translation>
    </message>
    <message>
        <source>Run %1 again</source>
        <translation>Executar %1 de novo</translation>
    </message>
    <message>
        <source>A new run with this input. The old one stays as it is.</source>
        <translation>Uma nova execução com esta entrada. A antiga fica como está.</translation>
    </message>
    <message>
        <source>&amp;Run again</source>
        <translation>Executar de &amp;novo</translation>
    </message>
    <message>
        <source>&amp;Start over</source>
        <translation>&amp;Recomeçar</translation>
    </message>
    <message>
        <source>Puts the old run&apos;s input there</source>
        <translation>Põe ali a entrada da execução antiga</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definição</translation>
    </message>
    <message>
        <source>As the old run had it, %1</source>
        <translation>Como na execução antiga, %1</translation>
    </message>
    <message>
        <source>%1 as it is now</source>
        <translation>%1 como está agora</translation>
    </message>
    <message>
        <source>Fork from %1</source>
        <translation>Bifurcar a partir de %1</translation>
    </message>
    <message>
        <source>A new run that begins at this step: what came before is taken from the old run and not done again. Unchanged, the step gets the input it had; what is written here takes its place, before the step&apos;s own input.from.</source>
        <translation>Uma nova execução que começa nesta etapa: o que veio antes é tomado da execução antiga e não é feito de novo. Sem alteração, a etapa recebe a entrada que teve; o que for escrito aqui toma o lugar dela, antes do input.from da própria etapa.</translation>
    </message>
    <message>
        <source>&amp;Fork</source>
        <translation>&amp;Bifurcar</translation>
    </message>
    <message>
        <source>Puts the step&apos;s recorded input there</source>
        <translation>Põe ali a entrada registrada da etapa</translation>
    </message>
</context>
<context>
    <name>orkestr::RunList</name>
    <message>
        <source>Runs</source>
        <translation>Execuções</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Todas as execuções</translation>
    </message>
    <message>
        <source>Filter by status</source>
        <translation>Filtrar por situação</translation>
    </message>
    <message>
        <source>Filter runs by status</source>
        <translation>Filtrar execuções por situação</translation>
    </message>
    <message>
        <source>Reading runs…</source>
        <translation>Lendo execuções…</translation>
    </message>
    <message>
        <source>Runs can&apos;t be read</source>
        <translation>Não foi possível ler as execuções</translation>
    </message>
    <message>
        <source>No such runs</source>
        <translation>Nenhuma execução assim</translation>
    </message>
    <message>
        <source>No run has this status.</source>
        <translation>Nenhuma execução tem esta situação.</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Ainda não há execuções</translation>
    </message>
    <message>
        <source>Open a definition and press F5 to run it.</source>
        <translation>Abra uma definição e pressione F5 para executá-la.</translation>
    </message>
</context>
<context>
    <name>orkestr::RunOperations</name>
    <message>
        <source>The run could not be suspended</source>
        <translation>Não foi possível suspender a execução</translation>
    </message>
    <message>
        <source>The run could not be resumed</source>
        <translation>Não foi possível retomar a execução</translation>
    </message>
    <message>
        <source>The run could not be cancelled</source>
        <translation>Não foi possível cancelar a execução</translation>
    </message>
    <message>
        <source>The event could not be sent</source>
        <translation>Não foi possível enviar o evento</translation>
    </message>
    <message>
        <source>%1 was sent</source>
        <translation>%1 foi enviado</translation>
    </message>
    <message>
        <source>%1 is kept until an engine is there to deliver it</source>
        <translation>%1 fica guardado até que haja um motor para entregá-lo</translation>
    </message>
    <message>
        <source>The run could not be started again</source>
        <translation>Não foi possível executar de novo</translation>
    </message>
    <message>
        <source>The run could not be forked</source>
        <translation>Não foi possível bifurcar a execução</translation>
    </message>
</context>
<context>
    <name>orkestr::RunPanel</name>
    <message>
        <source>Steps and events</source>
        <translation>Etapas e eventos</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Etapas</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>This run can&apos;t be read</source>
        <translation>Não foi possível ler esta execução</translation>
    </message>
    <message>
        <source>Reading the run…</source>
        <translation>Lendo a execução…</translation>
    </message>
    <message>
        <source>No run is open</source>
        <translation>Nenhuma execução está aberta</translation>
    </message>
    <message>
        <source>Run the definition, or choose one of its runs.</source>
        <translation>Execute a definição ou escolha uma de suas execuções.</translation>
    </message>
    <message>
        <source>No step has begun yet</source>
        <translation>Nenhuma etapa começou ainda</translation>
    </message>
</context>
<context>
    <name>orkestr::ScheduleModel</name>
    <message>
        <source>when such an event comes</source>
        <translation>quando chegar um evento assim</translation>
    </message>
    <message>
        <source>after its run has ended</source>
        <translation>depois que a execução terminar</translation>
    </message>
    <message>
        <source>Could not start a run, %1: %2</source>
        <translation>Não foi possível iniciar uma execução, %1: %2</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Ativo</translation>
    </message>
    <message>
        <source>Unscheduled</source>
        <translation>Desagendado</translation>
    </message>
    <message>
        <source>Unscheduled by %1</source>
        <translation>Desagendado por %1</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Fluxo</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regra</translation>
    </message>
    <message>
        <source>Next times</source>
        <translation>Próximas vezes</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Última execução</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
</context>
<context>
    <name>orkestr::Screenshot</name>
    <message>
        <source>what was asked for was not there within a minute</source>
        <translation>o que foi pedido não apareceu em um minuto</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: %2</source>
        <translation>Não foi possível gravar %1: %2</translation>
    </message>
</context>
<context>
    <name>orkestr::SearchField</name>
    <message>
        <source>Find a step</source>
        <translation>Localizar uma etapa</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
</context>
<context>
    <name>orkestr::StepDetails</name>
    <message>
        <source>Run</source>
        <translation>Executar</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definição</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Etapas</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>Iniciada por</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Tentativas</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Tentativa</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Caso</translation>
    </message>
    <message>
        <source>Waits until</source>
        <translation>Aguarda até</translation>
    </message>
    <message>
        <source>Child run</source>
        <translation>Execução filha</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Caminho</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Início</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Fim</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Duração</translation>
    </message>
    <message>
        <source>Events received</source>
        <translation>Eventos recebidos</translation>
    </message>
    <message>
        <source>Suspended by</source>
        <translation>Suspensa por</translation>
    </message>
    <message>
        <source>Cancelled by</source>
        <translation>Cancelada por</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>Pedida por</translation>
    </message>
    <message>
        <source>Fork of</source>
        <translation>Bifurcação de</translation>
    </message>
    <message>
        <source>Rerun of</source>
        <translation>Reexecução de</translation>
    </message>
    <message>
        <source>From the step</source>
        <translation>A partir da etapa</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>Próxima tentativa</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>Espera por</translation>
    </message>
    <message>
        <source>Ends with</source>
        <translation>Termina com</translation>
    </message>
</context>
<context>
    <name>orkestr::StepInspector</name>
    <message>
        <source>Payload</source>
        <translation>Carga de dados</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Etapa</translation>
    </message>
    <message>
        <source>The execution before</source>
        <translation>A execução anterior</translation>
    </message>
    <message>
        <source>The next execution</source>
        <translation>A próxima execução</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erro</translation>
    </message>
    <message>
        <source>Error detail</source>
        <translation>Detalhe do erro</translation>
    </message>
    <message>
        <source>Payloads</source>
        <translation>Cargas de dados</translation>
    </message>
    <message>
        <source>Copy all of it</source>
        <translation>Copiar tudo</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>Salvar como arquivo…</translation>
    </message>
    <message>
        <source>This run can&apos;t be read</source>
        <translation>Não foi possível ler esta execução</translation>
    </message>
    <message>
        <source>Reading the run…</source>
        <translation>Lendo a execução…</translation>
    </message>
    <message>
        <source>Nothing to inspect yet</source>
        <translation>Nada a inspecionar ainda</translation>
    </message>
    <message>
        <source>Choose a step of a run to see its data.</source>
        <translation>Escolha uma etapa de uma execução para ver seus dados.</translation>
    </message>
    <message>
        <source>The run</source>
        <translation>A execução</translation>
    </message>
    <message>
        <source>Execution %1 of %2</source>
        <translation>Execução %1 de %2</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Saída</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Requisição</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Laying out %1…</source>
        <translation>Organizando %1…</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Não alcançada</translation>
    </message>
    <message>
        <source>The run has not come to this step.</source>
        <translation>A execução não chegou a esta etapa.</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>Sem dados</translation>
    </message>
    <message>
        <source>beginning of %1</source>
        <translation>início de %1</translation>
    </message>
    <message>
        <source>Save the payload</source>
        <translation>Salvar a carga de dados</translation>
    </message>
    <message>
        <source>The payload could not be saved</source>
        <translation>Não foi possível salvar a carga de dados</translation>
    </message>
</context>
<context>
    <name>orkestr::StepModel</name>
    <message>
        <source>Step</source>
        <translation>Etapa</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Situação</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Tentativa</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Início</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Duração</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Linha do tempo</translation>
    </message>
</context>
<context>
    <name>orkestr::StepTree</name>
    <message>
        <source>Steps</source>
        <translation>Etapas</translation>
    </message>
</context>
<context>
    <name>orkestr::StudioSession</name>
    <message>
        <source>The workspace does not hold this definition any more.</source>
        <translation>A área de trabalho não contém mais esta definição.</translation>
    </message>
    <message>
        <source>The definition of this run is not in the workspace.</source>
        <translation>A definição desta execução não está na área de trabalho.</translation>
    </message>
    <message>
        <source>The run could not be started</source>
        <translation>Não foi possível iniciar a execução</translation>
    </message>
    <message>
        <source>The unfinished runs could not be resumed</source>
        <translation>Não foi possível retomar as execuções inacabadas</translation>
    </message>
</context>
<context>
    <name>orkestr::WorkspaceCommands</name>
    <message>
        <source>Try again?</source>
        <translation>Tentar de novo?</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Tentar de novo</translation>
    </message>
    <message>
        <source>Discard this dead letter?</source>
        <translation>Descartar esta mensagem morta?</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Descartar</translation>
    </message>
    <message>
        <source>Unschedule %1?</source>
        <translation>Desagendar %1?</translation>
    </message>
    <message>
        <source>It does not start by itself any more, until it is published again. Runs under way go on.</source>
        <translation>Ele não começa mais sozinho, até ser publicado de novo. As execuções em andamento continuam.</translation>
    </message>
    <message>
        <source>&amp;Unschedule</source>
        <translation>Desa&amp;gendar</translation>
    </message>
</context>
<context>
    <name>orkestr::WorkspaceDocument</name>
    <message>
        <source>It could not be tried again</source>
        <translation>Não foi possível tentar de novo</translation>
    </message>
    <message>
        <source>It is tried again</source>
        <translation>Nova tentativa em andamento</translation>
    </message>
    <message>
        <source>It could not be discarded</source>
        <translation>Não foi possível descartar</translation>
    </message>
    <message>
        <source>The dead letter is discarded</source>
        <translation>A mensagem morta foi descartada</translation>
    </message>
    <message>
        <source>The schedule could not be ended</source>
        <translation>Não foi possível encerrar o agendamento</translation>
    </message>
    <message>
        <source>%1 does not start by itself any more</source>
        <translation>%1 não começa mais sozinho</translation>
    </message>
</context>
<context>
    <name>orkestr::WorkspaceLink</name>
    <message>
        <source>Workspace</source>
        <translation>Área de trabalho</translation>
    </message>
    <message numerus="yes">
        <source>Workspace, %n dead letter(s)</source>
        <translation>
            <numerusform>Área de trabalho, %n mensagem morta</numerusform>
            <numerusform>Área de trabalho, %n mensagens mortas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::WorkspacePage</name>
    <message>
        <source>Details</source>
        <translation>Detalhes</translation>
    </message>
    <message>
        <source>All of the chosen line</source>
        <translation>Tudo da linha escolhida</translation>
    </message>
    <message>
        <source>Choose a line to see all of it.</source>
        <translation>Escolha uma linha para ver tudo.</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Mensagens mortas</translation>
    </message>
    <message>
        <source>No dead letters</source>
        <translation>Nenhuma mensagem morta</translation>
    </message>
    <message>
        <source>Runs that fault, events that can&apos;t be delivered and work that was lost are kept here.</source>
        <translation>Execuções que falham, eventos que não podem ser entregues e trabalho perdido ficam guardados aqui.</translation>
    </message>
    <message>
        <source>Dead letters can&apos;t be read</source>
        <translation>Não foi possível ler as mensagens mortas</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Agendamentos</translation>
    </message>
    <message>
        <source>No schedules</source>
        <translation>Nenhum agendamento</translation>
    </message>
    <message>
        <source>A published definition with a schedule starts runs by itself.</source>
        <translation>Uma definição publicada com agendamento inicia execuções sozinha.</translation>
    </message>
    <message>
        <source>Schedules can&apos;t be read</source>
        <translation>Não foi possível ler os agendamentos</translation>
    </message>
    <message>
        <source>Events nobody has received</source>
        <translation>Eventos que ninguém recebeu</translation>
    </message>
    <message>
        <source>No events are kept</source>
        <translation>Nenhum evento guardado</translation>
    </message>
    <message>
        <source>An event that nobody waits for is kept for a while, for who begins to listen later.</source>
        <translation>Um evento que ninguém espera é guardado por algum tempo, para quem começar a escutar depois.</translation>
    </message>
    <message>
        <source>Events can&apos;t be read</source>
        <translation>Não foi possível ler os eventos</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Área de trabalho</translation>
    </message>
</context>
</TS>
