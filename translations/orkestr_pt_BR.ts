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
    <name>CanvasGraph</name>
    <message>
        <source>skipped</source>
        <translation>pulada</translation>
    </message>
    <message>
        <source>error</source>
        <translation>erro</translation>
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
    <name>DurationText</name>
    <message>
        <source>d</source>
        <comment>days</comment>
        <translation>d</translation>
    </message>
    <message>
        <source>h</source>
        <comment>hours</comment>
        <translation>h</translation>
    </message>
    <message>
        <source>min</source>
        <comment>minutes</comment>
        <translation>min</translation>
    </message>
    <message>
        <source>s</source>
        <comment>seconds</comment>
        <translation>s</translation>
    </message>
    <message>
        <source>ms</source>
        <comment>milliseconds</comment>
        <translation>ms</translation>
    </message>
    <message>
        <source>ns</source>
        <comment>nanoseconds</comment>
        <translation>ns</translation>
    </message>
    <message>
        <source>µs</source>
        <comment>microseconds</comment>
        <translation>µs</translation>
    </message>
</context>
<context>
    <name>FilterWords</name>
    <message>
        <source>a filter has at most %1 bytes: leave something out</source>
        <translation>um filtro tem no máximo %1 bytes: retire alguma coisa</translation>
    </message>
    <message>
        <source>this is no UTF-8 text: type it anew</source>
        <translation>isto não é texto UTF-8: digite de novo</translation>
    </message>
    <message>
        <source>parentheses and `not` go at most %1 deep: leave some out</source>
        <translation>parênteses e `not` vão no máximo a %1 níveis: retire alguns</translation>
    </message>
    <message>
        <source>a filter has at most %1 comparisons: put values of one field into a list, `in (a, b)`</source>
        <translation>um filtro tem no máximo %1 comparações: reúna os valores de um mesmo campo em uma lista, `in (a, b)`</translation>
    </message>
    <message>
        <source>lists have at most %1 values together: look for what they have in common, with `~`</source>
        <translation>as listas têm no máximo %1 valores somadas: procure o que eles têm em comum, com `~`</translation>
    </message>
    <message>
        <source>a filter has at most %1 patterns: join them with | into one</source>
        <translation>um filtro tem no máximo %1 padrões: junte-os em um só com |</translation>
    </message>
    <message>
        <source>here a field, a text in quotes, `not` or ( is expected</source>
        <translation>aqui é esperado um campo, um texto entre aspas, `not` ou (</translation>
    </message>
    <message>
        <source>`and` or `or` is missing before %1</source>
        <translation>falta `and` ou `or` antes de %1</translation>
    </message>
    <message>
        <source>a ) is missing for this (</source>
        <translation>falta um ) para este (</translation>
    </message>
    <message>
        <source>a value for %1 is missing: a word, or a text in quotes</source>
        <translation>falta um valor para %1: uma palavra ou um texto entre aspas</translation>
    </message>
    <message>
        <source>after `in` comes a list (a, b), a range A..B, or `last` and a duration</source>
        <translation>depois de `in` vem uma lista (a, b), um intervalo A..B, ou `last` e uma duração</translation>
    </message>
    <message>
        <source>the list goes on with a comma or ends with )</source>
        <translation>a lista continua com uma vírgula ou termina com )</translation>
    </message>
    <message>
        <source>the end of the range is missing: A..B</source>
        <translation>falta o fim do intervalo: A..B</translation>
    </message>
    <message>
        <source>after `%1` comes `with`: `%1 with &quot;text&quot;`</source>
        <translation>depois de `%1` vem `with`: `%1 with &quot;texto&quot;`</translation>
    </message>
    <message>
        <source>after `last` comes a duration such as 2h or 30min</source>
        <translation>depois de `last` vem uma duração, como 2h ou 30min</translation>
    </message>
    <message>
        <source>%1 does not belong here: leave it out, or put it in quotes</source>
        <translation>%1 não cabe aqui: retire ou ponha entre aspas</translation>
    </message>
    <message>
        <source>the text&apos;s closing quote is missing</source>
        <translation>faltam as aspas de fechamento do texto</translation>
    </message>
    <message>
        <source>there is no field %1: there are %2; a text to look for stands in quotes</source>
        <translation>não há o campo %1: há %2; um texto a procurar fica entre aspas</translation>
    </message>
    <message>
        <source>there is no field %1: did you mean %2? A text to look for stands in quotes</source>
        <translation>não há o campo %1: você quis dizer %2? Um texto a procurar fica entre aspas</translation>
    </message>
    <message>
        <source>%1 has no members: only %2 have</source>
        <translation>%1 não tem membros: só %2 têm</translation>
    </message>
    <message>
        <source>here the name of a member is expected: .name, [&quot;any name&quot;] or [0]</source>
        <translation>aqui é esperado o nome de um membro: .nome, [&quot;qualquer nome&quot;] ou [0]</translation>
    </message>
    <message>
        <source>`%1` does not work with %2: use %3</source>
        <translation>`%1` não funciona com %2: use %3</translation>
    </message>
    <message>
        <source>%2 is a number, and %1 is none</source>
        <translation>%2 é um número, e %1 não é</translation>
    </message>
    <message>
        <source>%2 is a duration, and %1 is none: write 500ms, 5s, 2h30m or PT5S</source>
        <translation>%2 é uma duração, e %1 não é: escreva 500ms, 5s, 2h30m ou PT5S</translation>
    </message>
    <message>
        <source>%2 is a duration: say of what, %1ms, %1s, %1m or %1h</source>
        <translation>%2 é uma duração: diga em que unidade, %1ms, %1s, %1m ou %1h</translation>
    </message>
    <message>
        <source>%2 is a time, and %1 is none: write 2026-11-21, 2026-11-21T10:15, today or now-2h</source>
        <translation>%2 é um momento, e %1 não é: escreva 2026-11-21, 2026-11-21T10:15, today ou now-2h</translation>
    </message>
    <message>
        <source>%2 is true or false, and not %1</source>
        <translation>%2 é true ou false, e não %1</translation>
    </message>
    <message>
        <source>this is no regular expression: %1; text to look for as it is goes with `contains`</source>
        <translation>isto não é uma expressão regular: %1; para procurar o texto como está, use `contains`</translation>
    </message>
    <message>
        <source>null is nothing: use `%1 == null` or `%1 != null`</source>
        <translation>null é a ausência de valor: use `%1 == null` ou `%1 != null`</translation>
    </message>
    <message>
        <source>%2 is never %1: it is one of %3</source>
        <translation>%2 nunca é %1: é um destes: %3</translation>
    </message>
    <message>
        <source>%2 is never %1: did you mean %3?</source>
        <translation>%2 nunca é %1: você quis dizer %3?</translation>
    </message>
    <message>
        <source>%1 never holds: change it or leave it out</source>
        <translation>%1 nunca vale: altere ou retire</translation>
    </message>
    <message>
        <source>%1 always holds: change it or leave it out</source>
        <translation>%1 sempre vale: altere ou retire</translation>
    </message>
    <message>
        <source>%1 can&apos;t be all of these at once, so this never holds: did you mean `or`?</source>
        <translation>%1 não pode ser tudo isso ao mesmo tempo, então isto nunca vale: você quis dizer `or`?</translation>
    </message>
    <message>
        <source>%1 always differs from one of these, so this always holds: did you mean `and`?</source>
        <translation>%1 sempre difere de um destes, então isto sempre vale: você quis dizer `and`?</translation>
    </message>
    <message>
        <source>the range ends before it begins, so nothing is in it: change the ends round</source>
        <translation>o intervalo termina antes de começar, então nada está nele: inverta as pontas</translation>
    </message>
    <message>
        <source>a definition is NAMESPACE/NAME: write `name == %1`, or `definition ~ %1`</source>
        <translation>uma definição é NAMESPACE/NOME: escreva `name == %1` ou `definition ~ %1`</translation>
    </message>
    <message>
        <source>%1 is no run&apos;s id, which has 26 letters and digits: use `starts with` for its beginning</source>
        <translation>%1 não é o identificador de uma execução, que tem 26 letras e dígitos: use `starts with` para o começo dele</translation>
    </message>
    <message>
        <source>texts and numbers in one list: 42 is a number and &quot;42&quot; a text, and they are never equal</source>
        <translation>textos e números na mesma lista: 42 é um número e &quot;42&quot; é um texto, e nunca são iguais</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>tudo</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 e %2</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 ou %2</translation>
    </message>
    <message>
        <source>(%1)</source>
        <translation>(%1)</translation>
    </message>
    <message>
        <source>not (%1)</source>
        <translation>não (%1)</translation>
    </message>
    <message>
        <source>%1 is there</source>
        <translation>%1 existe</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 está ausente</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 é %2</translation>
    </message>
    <message>
        <source>%1 is not %2</source>
        <translation>%1 não é %2</translation>
    </message>
    <message>
        <source>%1 is less than %2</source>
        <translation>%1 é menor que %2</translation>
    </message>
    <message>
        <source>%1 is not less than %2</source>
        <translation>%1 não é menor que %2</translation>
    </message>
    <message>
        <source>%1 is at most %2</source>
        <translation>%1 é no máximo %2</translation>
    </message>
    <message>
        <source>%1 is not at most %2</source>
        <translation>%1 não é no máximo %2</translation>
    </message>
    <message>
        <source>%1 is more than %2</source>
        <translation>%1 é maior que %2</translation>
    </message>
    <message>
        <source>%1 is not more than %2</source>
        <translation>%1 não é maior que %2</translation>
    </message>
    <message>
        <source>%1 is at least %2</source>
        <translation>%1 é no mínimo %2</translation>
    </message>
    <message>
        <source>%1 is not at least %2</source>
        <translation>%1 não é no mínimo %2</translation>
    </message>
    <message>
        <source>%1 is shorter than %2</source>
        <translation>%1 dura menos que %2</translation>
    </message>
    <message>
        <source>%1 is not shorter than %2</source>
        <translation>%1 não dura menos que %2</translation>
    </message>
    <message>
        <source>%1 is %2 at most</source>
        <translation>%1 dura no máximo %2</translation>
    </message>
    <message>
        <source>%1 is not %2 at most</source>
        <translation>%1 não dura no máximo %2</translation>
    </message>
    <message>
        <source>%1 is longer than %2</source>
        <translation>%1 dura mais que %2</translation>
    </message>
    <message>
        <source>%1 is not longer than %2</source>
        <translation>%1 não dura mais que %2</translation>
    </message>
    <message>
        <source>%1 is %2 at least</source>
        <translation>%1 dura no mínimo %2</translation>
    </message>
    <message>
        <source>%1 is not %2 at least</source>
        <translation>%1 não dura no mínimo %2</translation>
    </message>
    <message>
        <source>%1 is before %2</source>
        <translation>%1 é antes de %2</translation>
    </message>
    <message>
        <source>%1 is not before %2</source>
        <translation>%1 não é antes de %2</translation>
    </message>
    <message>
        <source>%1 is not later than %2</source>
        <translation>%1 não é posterior a %2</translation>
    </message>
    <message>
        <source>%1 is later than %2, or missing</source>
        <translation>%1 é posterior a %2, ou está ausente</translation>
    </message>
    <message>
        <source>%1 is after %2</source>
        <translation>%1 é depois de %2</translation>
    </message>
    <message>
        <source>%1 is not after %2</source>
        <translation>%1 não é depois de %2</translation>
    </message>
    <message>
        <source>%1 is not earlier than %2</source>
        <translation>%1 não é anterior a %2</translation>
    </message>
    <message>
        <source>%1 is earlier than %2, or missing</source>
        <translation>%1 é anterior a %2, ou está ausente</translation>
    </message>
    <message>
        <source>%1 is one of %2</source>
        <translation>%1 é um destes: %2</translation>
    </message>
    <message>
        <source>%1 is none of %2</source>
        <translation>%1 não é nenhum destes: %2</translation>
    </message>
    <message>
        <source>%1 is from %2 to %3</source>
        <translation>%1 vai de %2 a %3</translation>
    </message>
    <message>
        <source>%1 is not from %2 to %3</source>
        <translation>%1 não vai de %2 a %3</translation>
    </message>
    <message>
        <source>%1 is in the last %2</source>
        <translation>%1 está no último intervalo de %2</translation>
    </message>
    <message>
        <source>%1 is not in the last %2</source>
        <translation>%1 não está no último intervalo de %2</translation>
    </message>
    <message>
        <source>%1 contains %2</source>
        <translation>%1 contém %2</translation>
    </message>
    <message>
        <source>%1 does not contain %2</source>
        <translation>%1 não contém %2</translation>
    </message>
    <message>
        <source>%1 starts with %2</source>
        <translation>%1 começa com %2</translation>
    </message>
    <message>
        <source>%1 does not start with %2</source>
        <translation>%1 não começa com %2</translation>
    </message>
    <message>
        <source>%1 ends with %2</source>
        <translation>%1 termina com %2</translation>
    </message>
    <message>
        <source>%1 does not end with %2</source>
        <translation>%1 não termina com %2</translation>
    </message>
    <message>
        <source>%1 matches the regular expression %2</source>
        <translation>%1 corresponde à expressão regular %2</translation>
    </message>
    <message>
        <source>%1 does not match the regular expression %2</source>
        <translation>%1 não corresponde à expressão regular %2</translation>
    </message>
    <message>
        <source>%1 is found in its texts</source>
        <translation>%1 é encontrado em seus textos</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nulo</translation>
    </message>
    <message>
        <source>true</source>
        <translation>verdadeiro</translation>
    </message>
    <message>
        <source>false</source>
        <translation>falso</translation>
    </message>
    <message>
        <source>now</source>
        <translation>agora</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hoje</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>ontem</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1 atrás</translation>
    </message>
    <message>
        <source>%1 from now</source>
        <translation>%1 a partir de agora</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>mais %1</translation>
    </message>
    <message>
        <source>the run&apos;s id</source>
        <translation>o identificador da execução</translation>
    </message>
    <message>
        <source>where the run stands</source>
        <translation>em que situação está a execução</translation>
    </message>
    <message>
        <source>what it runs: namespace/name</source>
        <translation>o que ela executa: namespace/nome</translation>
    </message>
    <message>
        <source>the definition&apos;s name</source>
        <translation>o nome da definição</translation>
    </message>
    <message>
        <source>the definition&apos;s namespace</source>
        <translation>o namespace da definição</translation>
    </message>
    <message>
        <source>the definition&apos;s version</source>
        <translation>a versão da definição</translation>
    </message>
    <message>
        <source>the definition&apos;s content hash</source>
        <translation>o hash do conteúdo da definição</translation>
    </message>
    <message>
        <source>when it started</source>
        <translation>quando começou</translation>
    </message>
    <message>
        <source>when it ended</source>
        <translation>quando terminou</translation>
    </message>
    <message>
        <source>how long it took, or has taken so far</source>
        <translation>quanto tempo levou, ou já leva até agora</translation>
    </message>
    <message>
        <source>the error that ended it, in one line</source>
        <translation>o erro que a encerrou, em uma linha</translation>
    </message>
    <message>
        <source>the run that ordered it</source>
        <translation>a execução que a pediu</translation>
    </message>
    <message>
        <source>how many events its history has</source>
        <translation>quantos eventos há em seu histórico</translation>
    </message>
    <message>
        <source>whether it has not ended</source>
        <translation>se ainda não terminou</translation>
    </message>
    <message>
        <source>what it was given: input.customer.id</source>
        <translation>o que recebeu: input.customer.id</translation>
    </message>
    <message>
        <source>what it came to: output.total</source>
        <translation>o que produziu: output.total</translation>
    </message>
    <message>
        <source>a tag of its definition&apos;s document: tag.env</source>
        <translation>uma etiqueta do documento de sua definição: tag.env</translation>
    </message>
    <message>
        <source>the step&apos;s key: the task&apos;s JSON pointer and repeat counters</source>
        <translation>a chave da etapa: o JSON Pointer da tarefa e os contadores de repetição</translation>
    </message>
    <message>
        <source>the JSON pointer of its task</source>
        <translation>o JSON Pointer de sua tarefa</translation>
    </message>
    <message>
        <source>the task&apos;s name</source>
        <translation>o nome da tarefa</translation>
    </message>
    <message>
        <source>what kind of task it is</source>
        <translation>de que tipo é a tarefa</translation>
    </message>
    <message>
        <source>where the step stands</source>
        <translation>em que situação está a etapa</translation>
    </message>
    <message>
        <source>which attempt it is of the try around it, from 1</source>
        <translation>qual tentativa é do bloco de tentativa em volta, a partir de 1</translation>
    </message>
    <message>
        <source>its error, in one line</source>
        <translation>seu erro, em uma linha</translation>
    </message>
    <message>
        <source>what it was given: input.orderId</source>
        <translation>o que recebeu: input.orderId</translation>
    </message>
    <message>
        <source>the event&apos;s number in the run, from 1</source>
        <translation>o número do evento na execução, a partir de 1</translation>
    </message>
    <message>
        <source>what happened</source>
        <translation>o que aconteceu</translation>
    </message>
    <message>
        <source>when it happened</source>
        <translation>quando aconteceu</translation>
    </message>
    <message>
        <source>the JSON pointer of the task it is about</source>
        <translation>o JSON Pointer da tarefa a que se refere</translation>
    </message>
    <message>
        <source>the key of the step it is about</source>
        <translation>a chave da etapa a que se refere</translation>
    </message>
    <message>
        <source>which attempt of the step it is about</source>
        <translation>a qual tentativa da etapa se refere</translation>
    </message>
    <message>
        <source>what the event holds: data.value.id, data.error.status</source>
        <translation>o que o evento contém: data.value.id, data.error.status</translation>
    </message>
    <message>
        <source>whether it tells of a failure</source>
        <translation>se relata uma falha</translation>
    </message>
    <message>
        <source>is one of: in (a, b); is between: in A..B</source>
        <translation>é um destes: in (a, b); está entre: in A..B</translation>
    </message>
    <message>
        <source>has this text in it, in any case</source>
        <translation>contém este texto, em maiúsculas ou minúsculas</translation>
    </message>
    <message>
        <source>begins with this text, in any case</source>
        <translation>começa com este texto, em maiúsculas ou minúsculas</translation>
    </message>
    <message>
        <source>ends with this text, in any case</source>
        <translation>termina com este texto, em maiúsculas ou minúsculas</translation>
    </message>
    <message>
        <source>is there</source>
        <translation>existe</translation>
    </message>
    <message>
        <source>is exactly</source>
        <translation>é exatamente</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>não é</translation>
    </message>
    <message>
        <source>matches a regular expression</source>
        <translation>corresponde a uma expressão regular</translation>
    </message>
    <message>
        <source>matches no such expression</source>
        <translation>não corresponde a uma expressão regular</translation>
    </message>
    <message>
        <source>less, shorter or before</source>
        <translation>menor, mais curto ou antes</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>no máximo</translation>
    </message>
    <message>
        <source>more, longer or after</source>
        <translation>maior, mais longo ou depois</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>no mínimo</translation>
    </message>
    <message>
        <source>and this too</source>
        <translation>e isto também</translation>
    </message>
    <message>
        <source>or this</source>
        <translation>ou isto</translation>
    </message>
    <message>
        <source>not longer ago than: in last 2h</source>
        <translation>há no máximo tanto tempo: in last 2h</translation>
    </message>
    <message>
        <source>one of these: in (a, b)</source>
        <translation>um destes: in (a, b)</translation>
    </message>
    <message>
        <source>turns what follows round</source>
        <translation>inverte o que vem a seguir</translation>
    </message>
    <message>
        <source>puts together what belongs together</source>
        <translation>agrupa o que deve ficar junto</translation>
    </message>
    <message>
        <source>not in, not contains, ...</source>
        <translation>not in, not contains, ...</translation>
    </message>
    <message>
        <source>nothing is there</source>
        <translation>não há nada</translation>
    </message>
    <message>
        <source>ends what belongs together</source>
        <translation>fecha o grupo</translation>
    </message>
    <message>
        <source>%1 is not an operator: use %2</source>
        <translation>%1 não é um operador: use %2</translation>
    </message>
    <message>
        <source>%1 is not an operator: there are ==, !=, &lt;, &lt;=, &gt;, &gt;=, ~ and !~</source>
        <translation>%1 não é um operador: há ==, !=, &lt;, &lt;=, &gt;, &gt;=, ~ e !~</translation>
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
    <name>JsonPath</name>
    <message>
        <source>There is no “%1” here.</source>
        <translation>Não há “%1” aqui.</translation>
    </message>
    <message>
        <source>There is no item %1 here.</source>
        <translation>Não há o item %1 aqui.</translation>
    </message>
    <message>
        <source>This is no path from character %1 on. Write /a/0, .a[0] or $.a[0].</source>
        <translation>Isto não é um caminho a partir do caractere %1. Escreva /a/0, .a[0] ou $.a[0].</translation>
    </message>
</context>
<context>
    <name>JsonSearch</name>
    <message>
        <source>%1, at character %2</source>
        <translation>%1, no caractere %2</translation>
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
    <name>NodeTip</name>
    <message>
        <source>%1 % of the time of the slowest</source>
        <translation>%1 % do tempo da mais lenta</translation>
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
    <name>RuleColor</name>
    <message>
        <source>Red</source>
        <translation>Vermelho</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Laranja</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Amarelo</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Verde</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Azul</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violeta</translation>
    </message>
    <message>
        <source>Gray</source>
        <translation>Cinza</translation>
    </message>
</context>
<context>
    <name>RunColumns</name>
    <message>
        <source>Status</source>
        <translation>Situação</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definição</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
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
        <source>Error</source>
        <translation>Erro</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Execução</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>Execução mãe</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
</context>
<context>
    <name>RunFacts</name>
    <message>
        <source>a fork</source>
        <translation>uma bifurcação</translation>
    </message>
    <message>
        <source>a rerun</source>
        <translation>uma reexecução</translation>
    </message>
    <message>
        <source>forked by %1</source>
        <translation>bifurcada por %1</translation>
    </message>
    <message>
        <source>run again by %1</source>
        <translation>reexecutada por %1</translation>
    </message>
    <message>
        <source>started by its parent</source>
        <translation>iniciada pela execução mãe</translation>
    </message>
    <message>
        <source>started by a schedule</source>
        <translation>iniciada por um agendamento</translation>
    </message>
    <message>
        <source>started by %1</source>
        <translation>iniciada por %1</translation>
    </message>
    <message>
        <source>started by hand</source>
        <translation>iniciada manualmente</translation>
    </message>
    <message>
        <source>%1 – in the step “%2”</source>
        <translation>%1 – na etapa “%2”</translation>
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
    <name>ShortNumber</name>
    <message>
        <source>%1 k</source>
        <comment>thousands</comment>
        <translation>%1 mil</translation>
    </message>
    <message>
        <source>%1 M</source>
        <comment>millions</comment>
        <translation>%1 mi</translation>
    </message>
    <message>
        <source>%1 G</source>
        <comment>thousand millions</comment>
        <translation>%1 bi</translation>
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
        <source>This can&apos;t be opened</source>
        <translation>Não foi possível abrir isto</translation>
    </message>
</context>
<context>
    <name>StudioActions</name>
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
        <translation>Ir para o err&amp;o</translation>
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
        <translation>Taman&amp;ho real</translation>
    </message>
    <message>
        <source>&amp;Sidebar</source>
        <translation>&amp;Barra lateral</translation>
    </message>
    <message>
        <source>&amp;Definition text</source>
        <translation>Te&amp;xto da definição</translation>
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
        <translation>&amp;Retomar…</translation>
    </message>
    <message>
        <source>&amp;Cancel run…</source>
        <translation>&amp;Cancelar execução…</translation>
    </message>
    <message>
        <source>Send an e&amp;vent…</source>
        <translation>Enviar um even&amp;to…</translation>
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
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Abrir…</translation>
    </message>
    <message>
        <source>&amp;Command palette…</source>
        <translation>&amp;Paleta de comandos…</translation>
    </message>
    <message>
        <source>E&amp;xport the run…</source>
        <translation>E&amp;xportar a execução…</translation>
    </message>
    <message>
        <source>Export all &amp;runs…</source>
        <translation>Exportar &amp;todas as execuções…</translation>
    </message>
    <message>
        <source>&amp;All runs</source>
        <translation>Todas as &amp;execuções</translation>
    </message>
    <message>
        <source>&amp;Durations on the graph</source>
        <translation>D&amp;urações no grafo</translation>
    </message>
    <message>
        <source>Definition text in its own &amp;window</source>
        <translation>Texto da definição em ja&amp;nela própria</translation>
    </message>
    <message>
        <source>Steps and events in their own window</source>
        <translation>Etapas e eventos em janela própria</translation>
    </message>
    <message>
        <source>Inspector in its own window</source>
        <translation>Inspetor em janela própria</translation>
    </message>
    <message>
        <source>&amp;Time travel bar</source>
        <translation>Barra de &amp;viagem no tempo</translation>
    </message>
    <message>
        <source>To the &amp;first event</source>
        <translation>Ao &amp;primeiro evento</translation>
    </message>
    <message>
        <source>The event &amp;before</source>
        <translation>Evento &amp;anterior</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Reproduzir</translation>
    </message>
    <message>
        <source>The &amp;next event</source>
        <translation>Pró&amp;ximo evento</translation>
    </message>
    <message>
        <source>To the &amp;last event</source>
        <translation>Ao ú&amp;ltimo evento</translation>
    </message>
    <message>
        <source>Back to n&amp;ow</source>
        <translation>Voltar ao ag&amp;ora</translation>
    </message>
    <message>
        <source>The selected task&apos;s event before</source>
        <translation>Evento anterior da tarefa selecionada</translation>
    </message>
    <message>
        <source>The selected task&apos;s next event</source>
        <translation>Próximo evento da tarefa selecionada</translation>
    </message>
    <message>
        <source>The breakpoint hit before</source>
        <translation>Parada anterior</translation>
    </message>
    <message>
        <source>The next breakpoint &amp;hit</source>
        <translation>Próxima para&amp;da</translation>
    </message>
    <message>
        <source>Go to the bre&amp;akpoint</source>
        <translation>Ir ao ponto de &amp;interrupção</translation>
    </message>
    <message>
        <source>&amp;Watch a value…</source>
        <translation>Ob&amp;servar um valor…</translation>
    </message>
    <message>
        <source>Where the watched value last &amp;changed</source>
        <translation>Onde o valor observado mudou pela últi&amp;ma vez</translation>
    </message>
    <message>
        <source>Where the watched value changes ne&amp;xt</source>
        <translation>Onde o valor observado muda em se&amp;guida</translation>
    </message>
    <message>
        <source>Go to the time travel bar</source>
        <translation>Ir à barra de viagem no tempo</translation>
    </message>
    <message>
        <source>Re&amp;play…</source>
        <translation>Re&amp;petir…</translation>
    </message>
    <message>
        <source>Co&amp;mpare with another run…</source>
        <translation>Co&amp;mparar com outra execução…</translation>
    </message>
    <message>
        <source>S&amp;tatistics of all its runs</source>
        <translation>Estatísticas de todas as s&amp;uas execuções</translation>
    </message>
    <message>
        <source>Save as &amp;case…</source>
        <translation>Salvar como &amp;caso…</translation>
    </message>
    <message>
        <source>&amp;Bookmark what is selected</source>
        <translation>M&amp;arcar o que está selecionado</translation>
    </message>
    <message>
        <source>Go to book&amp;marks</source>
        <translation>Ir aos marca&amp;dores</translation>
    </message>
    <message>
        <source>Next tab</source>
        <translation>Próxima aba</translation>
    </message>
    <message>
        <source>Tab before</source>
        <translation>Aba anterior</translation>
    </message>
    <message>
        <source>The bookmark be&amp;fore</source>
        <translation>Marcador an&amp;terior</translation>
    </message>
    <message>
        <source>The ne&amp;xt bookmark</source>
        <translation>Pró&amp;ximo marcador</translation>
    </message>
</context>
<context>
    <name>StudioMenus</name>
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
    <message>
        <source>&amp;Time travel</source>
        <translation>Viagem no &amp;tempo</translation>
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
        <source>--page is one of: %1</source>
        <translation>--page é uma destas: %1</translation>
    </message>
    <message>
        <source>--compare needs a run to compare with: RUN, FILE or FILE#RUN</source>
        <translation>--compare precisa de uma execução a comparar: EXEC, ARQ ou ARQ#EXEC</translation>
    </message>
    <message>
        <source>Orkestr Studio: design, run and inspect durable workflows.

orkestr-studio [OPTION...] [FILE|DIR|RUN]

  --workspace DIR       the workspace to open (default: $XDG_DATA_HOME/orkestr/default)
  --open FILE|DIR|RUN   a definition, an audit log or case, another system&apos;s record, a workspace&apos;s folder (FILE#RUN, DIR#RUN:
                        one run in it), or a run&apos;s id
  --compare OTHER       compare the run with another: its id, FILE, FILE#RUN or DIR#RUN
  --samples DIR         a directory of sample definitions to list
  --screenshot PNG      save a picture once what was asked for is shown, then exit
  --page PAGE           of the picture: runs, workspace, replay, statistics, steps, timeline, events, state, watch,
                        bookmarks; of the selected step input, output,
                        changes, request, response, expressions, attempts, log
  --size WxH            the window&apos;s size, such as 1280x800
  --theme light|dark    instead of the theme that was chosen
  --version, --help

Examples:
  orkestr-studio order.yaml
  orkestr-studio --open order.yaml --screenshot order.png --size 1600x900 --theme dark
</source>
        <translation>Orkestr Studio: desenhe, execute e inspecione fluxos de trabalho duráveis.

orkestr-studio [OPÇÃO...] [ARQUIVO|DIR|EXECUÇÃO]

  --workspace DIR       a área de trabalho a abrir (padrão: $XDG_DATA_HOME/orkestr/default)
  --open ARQ|DIR|EXEC   uma definição, um log de auditoria ou caso, o registro de outro sistema, a pasta de uma área de
                        trabalho (ARQ#EXEC, DIR#EXEC: uma execução dela) ou o identificador de uma execução
  --compare OUTRA       compara a execução com outra: seu identificador, ARQ, ARQ#EXEC ou DIR#EXEC
  --samples DIR         um diretório de definições de exemplo a listar
  --screenshot PNG      grava uma imagem quando o que foi pedido aparece, e termina
  --page PÁGINA         da imagem: runs, workspace, replay, statistics, steps, timeline, events, state, watch,
                        bookmarks; da etapa selecionada input, output,
                        changes, request, response, expressions, attempts, log
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
    <name>StudyOverlay</name>
    <message>
        <source>only in A</source>
        <translation>só em A</translation>
    </message>
    <message>
        <source>only in B</source>
        <translation>só em B</translation>
    </message>
    <message numerus="yes">
        <source>≠ %n step(s)</source>
        <translation>
            <numerusform>≠ %n etapa</numerusform>
            <numerusform>≠ %n etapas</numerusform>
        </translation>
    </message>
    <message>
        <source>first: </source>
        <comment>before what differs first</comment>
        <translation>primeira: </translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s)</source>
        <translation>
            <numerusform>%n falha</numerusform>
            <numerusform>%n falhas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n redacted</source>
        <translation>
            <numerusform>%n suprimido</numerusform>
            <numerusform>%n suprimidos</numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <comment>an edge that no run went along</comment>
        <translation>nunca</translation>
    </message>
</context>
<context>
    <name>TimelineBar</name>
    <message>
        <source>in lane %1</source>
        <translation>na raia %1</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>na fila</translation>
    </message>
    <message>
        <source>waiting to try again</source>
        <translation>aguardando nova tentativa</translation>
    </message>
    <message>
        <source>Wait before attempt %1 of %2</source>
        <translation>Espera antes da tentativa %1 de %2</translation>
    </message>
    <message>
        <source>%1, attempt %2</source>
        <translation>%1, tentativa %2</translation>
    </message>
    <message>
        <source>begins at %1</source>
        <translation>começa em %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>até %1</translation>
    </message>
    <message>
        <source>on the critical path</source>
        <translation>no caminho crítico</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>continua</translation>
    </message>
    <message>
        <source>began before the fork</source>
        <translation>começou antes da bifurcação</translation>
    </message>
</context>
<context>
    <name>TimelinePainter</name>
    <message>
        <source>now</source>
        <translation>agora</translation>
    </message>
    <message>
        <source>fork</source>
        <comment>in the axis: here the run was forked</comment>
        <translation>bifurcação</translation>
    </message>
</context>
<context>
    <name>TimelineScale</name>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>d</source>
        <translation>d</translation>
    </message>
    <message>
        <source>ns</source>
        <translation>ns</translation>
    </message>
    <message>
        <source>µs</source>
        <translation>µs</translation>
    </message>
</context>
<context>
    <name>WatchCondition</name>
    <message>
        <source>A JSON value is missing behind %1</source>
        <translation>Falta um valor JSON depois de %1</translation>
    </message>
    <message>
        <source>Behind %1 stands a JSON value: a number, a &quot;text&quot;, true, false or null</source>
        <translation>Depois de %1 vem um valor JSON: um número, um &quot;texto&quot;, true, false ou null</translation>
    </message>
    <message>
        <source>Values are compared by ==, !=, &lt;, &lt;=, &gt; and &gt;=</source>
        <translation>Valores são comparados com ==, !=, &lt;, &lt;=, &gt; e &gt;=</translation>
    </message>
</context>
<context>
    <name>WindowPages</name>
    <message>
        <source>what is selected has no page %1</source>
        <translation>o que está selecionado não tem a página %1</translation>
    </message>
    <message>
        <source>what is selected has no page %1: it has %2</source>
        <translation>o que está selecionado não tem a página %1: tem %2</translation>
    </message>
    <message>
        <source>there is no page %1 in what is open</source>
        <translation>não há a página %1 no que está aberto</translation>
    </message>
    <message>
        <source>the page %1 is of a run, and none is open</source>
        <translation>a página %1 é de uma execução, e nenhuma está aberta</translation>
    </message>
</context>
<context>
    <name>orkestr::AttemptModel</name>
    <message>
        <source>tried again %1</source>
        <translation>nova tentativa %1</translation>
    </message>
    <message>
        <source>#</source>
        <translation>Nº</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Situação</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Na fila</translation>
    </message>
    <message>
        <source>Ran</source>
        <translation>Em execução</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Início</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erro</translation>
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
    <name>orkestr::BookmarkCommands</name>
    <message>
        <source>Bookmarks</source>
        <translation>Marcadores</translation>
    </message>
    <message>
        <source>%1 has a bookmark already</source>
        <translation>%1 já tem um marcador</translation>
    </message>
    <message>
        <source>Bookmarked: %1. %2 writes on it</source>
        <translation>Marcado: %1. %2 escreve nele</translation>
    </message>
    <message>
        <source>Bookmark: %1</source>
        <translation>Marcador: %1</translation>
    </message>
    <message>
        <source>Bookmark: %1, %2</source>
        <translation>Marcador: %1, %2</translation>
    </message>
</context>
<context>
    <name>orkestr::BookmarkModel</name>
    <message>
        <source>Flag</source>
        <translation>Bandeira</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Estrela</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>Círculo</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Quadrado</translation>
    </message>
    <message>
        <source>Triangle</source>
        <translation>Triângulo</translation>
    </message>
    <message>
        <source>Diamond</source>
        <translation>Losango</translation>
    </message>
    <message>
        <source>Event %1</source>
        <translation>Evento %1</translation>
    </message>
    <message>
        <source>The run</source>
        <translation>A execução</translation>
    </message>
    <message>
        <source>On</source>
        <comment>what a bookmark is on</comment>
        <translation>Em</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Rótulo</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>By</source>
        <comment>who made a bookmark</comment>
        <translation>Por</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Criado</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Execução</translation>
    </message>
</context>
<context>
    <name>orkestr::BookmarkPanel</name>
    <message>
        <source>Label</source>
        <translation>Rótulo</translation>
    </message>
    <message>
        <source>&amp;Go to it</source>
        <translation>&amp;Ir até ele</translation>
    </message>
    <message>
        <source>&amp;Write its label</source>
        <translation>&amp;Escrever o rótulo</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Remover</translation>
    </message>
    <message>
        <source>&amp;Bring back the last one removed</source>
        <translation>&amp;Trazer de volta o último removido</translation>
    </message>
    <message>
        <source>&amp;Mark</source>
        <translation>&amp;Marca</translation>
    </message>
    <message>
        <source>Where bookmarks are kept</source>
        <translation>Onde os marcadores são guardados</translation>
    </message>
    <message>
        <source>Those of all runs</source>
        <translation>Os de todas as execuções</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>Marcadores</translation>
    </message>
    <message>
        <source>Note on the bookmark</source>
        <translation>Nota do marcador</translation>
    </message>
    <message>
        <source>What is to be said of it</source>
        <translation>O que há a dizer sobre ele</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Notes on all</source>
        <translation>Notas sobre tudo</translation>
    </message>
    <message>
        <source>What is to be said of all of this</source>
        <translation>O que há a dizer sobre tudo isto</translation>
    </message>
    <message>
        <source>Bookmarks can&apos;t be read</source>
        <translation>Não foi possível ler os marcadores</translation>
    </message>
    <message>
        <source>Reading bookmarks…</source>
        <translation>Lendo os marcadores…</translation>
    </message>
    <message>
        <source>Bookmarks can&apos;t be kept here</source>
        <translation>Marcadores não podem ser guardados aqui</translation>
    </message>
    <message>
        <source>No bookmarks yet</source>
        <translation>Nenhum marcador ainda</translation>
    </message>
    <message>
        <source>Ctrl+M marks the selected event, the selected step or the run.</source>
        <translation>Ctrl+M marca o evento selecionado, a etapa selecionada ou a execução.</translation>
    </message>
    <message>
        <source>Kept in %1</source>
        <translation>Guardados em %1</translation>
    </message>
    <message>
        <source>Note on %1</source>
        <translation>Nota sobre %1</translation>
    </message>
</context>
<context>
    <name>orkestr::BranchModel</name>
    <message>
        <source>Start</source>
        <translation>Início</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Fim</translation>
    </message>
    <message>
        <source>catch of %1</source>
        <translation>catch de %1</translation>
    </message>
    <message>
        <source>beginning of %1</source>
        <translation>início de %1</translation>
    </message>
    <message>
        <source>end of %1</source>
        <translation>fim de %1</translation>
    </message>
    <message>
        <source>never taken</source>
        <translation>nunca seguida</translation>
    </message>
    <message>
        <source>up to %1</source>
        <comment>of several cases that lead to the same task, runs that took any of them</comment>
        <translation>até %1</translation>
    </message>
    <message>
        <source>Other cases lead to the same task: so many runs took any of them</source>
        <translation>Outros casos levam à mesma tarefa: este é o número de execuções que seguiram qualquer um deles</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Caso</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Execuções</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Vezes</translation>
    </message>
</context>
<context>
    <name>orkestr::BulkAction</name>
    <message>
        <source>Stopped. Nothing was done.</source>
        <translation>Interrompido. Nada foi feito.</translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n run(s)</source>
        <translation>
            <numerusform>Cancelar %n execução</numerusform>
            <numerusform>Cancelar %n execuções</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %n run(s) again</source>
        <translation>
            <numerusform>Executar %n execução de novo</numerusform>
            <numerusform>Executar %n execuções de novo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %n run(s)</source>
        <translation>
            <numerusform>Exportar %n execução</numerusform>
            <numerusform>Exportar %n execuções</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>Cancel 37 runs: 30 running, 7 waiting</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n of the %1 that match have ended already and are left alone.</source>
        <translation>
            <numerusform>Das %1 que correspondem, %n já terminou e fica como está.</numerusform>
            <numerusform>Das %1 que correspondem, %n já terminaram e ficam como estão.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the %1 selected have ended already and are left alone.</source>
        <translation>
            <numerusform>Das %1 selecionadas, %n já terminou e fica como está.</numerusform>
            <numerusform>Das %1 selecionadas, %n já terminaram e ficam como estão.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) cancelled</source>
        <translation>
            <numerusform>%n execução cancelada</numerusform>
            <numerusform>%n execuções canceladas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) started again</source>
        <translation>
            <numerusform>%n execução iniciada de novo</numerusform>
            <numerusform>%n execuções iniciadas de novo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n falhou</numerusform>
            <numerusform>%n falharam</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not tried</source>
        <translation>
            <numerusform>%n não tentada</numerusform>
            <numerusform>%n não tentadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… e mais %n</numerusform>
            <numerusform>… e mais %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %Ln run(s) can be done at once. Choose fewer.</source>
        <translation>
            <numerusform>No máximo %Ln execução pode ser tratada de uma vez. Escolha menos.</numerusform>
            <numerusform>No máximo %Ln execuções podem ser tratadas de uma vez. Escolha menos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %Ln run(s) match. Narrow the filter.</source>
        <translation>
            <numerusform>Mais de %Ln execução corresponde. Restrinja o filtro.</numerusform>
            <numerusform>Mais de %Ln execuções correspondem. Restrinja o filtro.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replay %n run(s)</source>
        <translation>
            <numerusform>Repetir %n execução</numerusform>
            <numerusform>Repetir %n execuções</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::BulkDialog</name>
    <message>
        <source>Cancel runs</source>
        <translation>Cancelar execuções</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Executar de novo</translation>
    </message>
    <message>
        <source>Export runs</source>
        <translation>Exportar execuções</translation>
    </message>
    <message>
        <source>They end where they are, and so do the runs they wait for. They can&apos;t be resumed.</source>
        <translation>Elas terminam onde estão, assim como as execuções que elas esperam. Não podem ser retomadas.</translation>
    </message>
    <message>
        <source>Each becomes a new run with the definition and the input that it had. The old ones stay as they are.</source>
        <translation>Cada uma dá origem a uma nova execução com a definição e a entrada que tinha. As antigas ficam como estão.</translation>
    </message>
    <message>
        <source>Their histories and definitions are written into one file.</source>
        <translation>Seus históricos e definições são gravados em um só arquivo.</translation>
    </message>
    <message>
        <source>&amp;Copy the report</source>
        <translation>&amp;Copiar o relatório</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progresso</translation>
    </message>
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
        <source>Runs</source>
        <translation>Execuções</translation>
    </message>
    <message>
        <source>Looking which runs these are…</source>
        <translation>Procurando quais são as execuções…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Parar</translation>
    </message>
    <message>
        <source>There is nothing to do</source>
        <translation>Não há nada a fazer</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fechar</translation>
    </message>
    <message>
        <source>&amp;Go back</source>
        <translation>&amp;Voltar</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Cancel %n run(s)</source>
        <translation>
            <numerusform>&amp;Cancelar %n execução</numerusform>
            <numerusform>&amp;Cancelar %n execuções</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Run %n run(s) again</source>
        <translation>
            <numerusform>&amp;Executar %n execução de novo</numerusform>
            <numerusform>&amp;Executar %n execuções de novo</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportar…</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Situação</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definição</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Início</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Execução</translation>
    </message>
    <message>
        <source>Cancelling runs…</source>
        <translation>Cancelando execuções…</translation>
    </message>
    <message>
        <source>Starting runs again…</source>
        <translation>Iniciando execuções de novo…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>What failed, and why:</source>
        <translation>O que falhou, e por quê:</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por quê</translation>
    </message>
    <message>
        <source>Nothing was done</source>
        <translation>Nada foi feito</translation>
    </message>
    <message>
        <source>Replay runs</source>
        <translation>Repetir execuções</translation>
    </message>
    <message>
        <source>Each is decided again from its recorded outcomes and compared event by event. Nothing outside is touched.</source>
        <translation>Cada uma é decidida de novo a partir dos resultados registrados e comparada evento por evento. Nada de fora é tocado.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln run(s) looked at; nothing is done yet.</source>
        <translation>
            <numerusform>%1 de %Ln execução examinada; nada foi feito ainda.</numerusform>
            <numerusform>%1 de %Ln execuções examinadas; nada foi feito ainda.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) looked at; nothing is done yet.</source>
        <translation>
            <numerusform>%Ln execução examinada; nada foi feito ainda.</numerusform>
            <numerusform>%Ln execuções examinadas; nada foi feito ainda.</numerusform>
        </translation>
    </message>
    <message>
        <source>Re&amp;play</source>
        <translation>Re&amp;petir</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2, %Ln failed</source>
        <translation>
            <numerusform>%1 de %2, %Ln falhou</numerusform>
            <numerusform>%1 de %2, %Ln falharam</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::Canvas</name>
    <message>
        <source>Workflow graph</source>
        <translation>Grafo do fluxo de trabalho</translation>
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
    <message>
        <source>Arrow keys go from task to task, Enter opens one</source>
        <translation>As setas vão de tarefa em tarefa; Enter abre uma</translation>
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
    <name>orkestr::ChangeModel</name>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>Event</source>
        <comment>its number</comment>
        <translation>Evento</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Momento</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>O que aconteceu</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Depois</translation>
    </message>
    <message>
        <source>may have changed it</source>
        <translation>pode tê-lo mudado</translation>
    </message>
</context>
<context>
    <name>orkestr::ColorRulesDialog</name>
    <message>
        <source>runs</source>
        <translation>execuções</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>etapas</translation>
    </message>
    <message>
        <source>events</source>
        <translation>eventos</translation>
    </message>
    <message>
        <source>A rule needs a filter, such as status == faulted.</source>
        <translation>Uma regra precisa de um filtro, como status == faulted.</translation>
    </message>
    <message>
        <source>Used for %1.</source>
        <translation>Usada para %1.</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Aplicar</translation>
    </message>
    <message>
        <source>Colouring rules</source>
        <translation>Regras de cores</translation>
    </message>
    <message>
        <source>The first rule that holds colours a row. The same rules serve runs and events.</source>
        <translation>A primeira regra que vale colore a linha. As mesmas regras servem para execuções e eventos.</translation>
    </message>
    <message>
        <source>&amp;Go back</source>
        <translation>&amp;Voltar</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regra</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regras</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>Adicionar uma regra</translation>
    </message>
    <message>
        <source>Take the rule away</source>
        <translation>Remover a regra</translation>
    </message>
    <message>
        <source>Move the rule up</source>
        <translation>Mover a regra para cima</translation>
    </message>
    <message>
        <source>Move the rule down</source>
        <translation>Mover a regra para baixo</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Nova regra</translation>
    </message>
    <message>
        <source>Name of the rule</source>
        <translation>Nome da regra</translation>
    </message>
    <message>
        <source>Filter of the rule</source>
        <translation>Filtro da regra</translation>
    </message>
    <message>
        <source>Colour of the rule</source>
        <translation>Cor da regra</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filtro</translation>
    </message>
    <message>
        <source>&amp;Colour</source>
        <translation>&amp;Cor</translation>
    </message>
    <message>
        <source>The filter of a rule can&apos;t be read.</source>
        <translation>Não foi possível ler o filtro de uma regra.</translation>
    </message>
</context>
<context>
    <name>orkestr::CommandPalette</name>
    <message>
        <source>Nothing here has this name. A run is found by its whole id.</source>
        <translation>Nada aqui tem este nome. Uma execução é encontrada pelo identificador completo.</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Paleta de comandos</translation>
    </message>
    <message>
        <source>Type an action, a definition, or a run&apos;s id</source>
        <translation>Digite uma ação, uma definição ou o identificador de uma execução</translation>
    </message>
    <message>
        <source>What to do or open</source>
        <translation>O que fazer ou abrir</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>O que foi encontrado</translation>
    </message>
    <message>
        <source>open the run with this id</source>
        <translation>abrir a execução com este identificador</translation>
    </message>
    <message>
        <source>%1: not possible now</source>
        <translation>%1: não é possível agora</translation>
    </message>
</context>
<context>
    <name>orkestr::CompareDialog</name>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Comparar</translation>
    </message>
    <message>
        <source>Compare with another run</source>
        <translation>Comparar com outra execução</translation>
    </message>
    <message>
        <source>The other run</source>
        <translation>A outra execução</translation>
    </message>
    <message>
        <source>&amp;File…</source>
        <translation>&amp;Arquivo…</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Execuções</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>A file that holds runs</source>
        <translation>Um arquivo que contém execuções</translation>
    </message>
    <message>
        <source>Audit logs and cases (*.orklog *.orkcase);;All files (*)</source>
        <translation>Logs de auditoria e casos (*.orklog *.orkcase);;Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>A run&apos;s id, FILE, FILE#RUN or FOLDER#RUN</source>
        <translation>Identificador de uma execução, ARQUIVO, ARQUIVO#EXEC ou PASTA#EXEC</translation>
    </message>
</context>
<context>
    <name>orkestr::ComparisonDocument</name>
    <message>
        <source>Comparing…</source>
        <translation>Comparando…</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelada</translation>
    </message>
    <message>
        <source>Nothing differs but times and ids</source>
        <translation>Nada difere além de horários e ids</translation>
    </message>
    <message>
        <source>They differ</source>
        <translation>Elas diferem</translation>
    </message>
    <message>
        <source>the run itself</source>
        <translation>a própria execução</translation>
    </message>
    <message>
        <source>First difference: %1, %2</source>
        <translation>Primeira diferença: %1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) differ</source>
        <translation>
            <numerusform>%n etapa difere</numerusform>
            <numerusform>%n etapas diferem</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Equal as far as can be seen: %n value(s) were redacted</source>
        <translation>
            <numerusform>Iguais até onde se vê: %n valor foi suprimido</numerusform>
            <numerusform>Iguais até onde se vê: %n valores foram suprimidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n redacted value(s) could not be compared</source>
        <translation>
            <numerusform>%n valor suprimido não pôde ser comparado</numerusform>
            <numerusform>%n valores suprimidos não puderam ser comparados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n payload(s) that differ were too large to be looked into</source>
        <translation>
            <numerusform>%n carga de dados que difere era grande demais para ser examinada</numerusform>
            <numerusform>%n cargas de dados que diferem eram grandes demais para serem examinadas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::ComparisonPage</name>
    <message>
        <source>Comparison</source>
        <translation>Comparação</translation>
    </message>
    <message>
        <source>Only &amp;differences</source>
        <translation>Só &amp;diferenças</translation>
    </message>
    <message>
        <source>&amp;First difference</source>
        <translation>&amp;Primeira diferença</translation>
    </message>
    <message>
        <source>&amp;Previous difference</source>
        <translation>Diferença an&amp;terior</translation>
    </message>
    <message>
        <source>&amp;Next difference</source>
        <translation>Pró&amp;xima diferença</translation>
    </message>
    <message>
        <source>S&amp;wap A and B</source>
        <translation>&amp;Trocar A e B</translation>
    </message>
    <message>
        <source>&amp;End the comparison</source>
        <translation>&amp;Encerrar a comparação</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Events read</source>
        <translation>Eventos lidos</translation>
    </message>
    <message>
        <source>Steps of both runs</source>
        <translation>Etapas das duas execuções</translation>
    </message>
    <message>
        <source>What differs in the step</source>
        <translation>O que difere na etapa</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>Nada escolhido</translation>
    </message>
    <message>
        <source>These runs can&apos;t be compared</source>
        <translation>Estas execuções não podem ser comparadas</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Comparando…</translation>
    </message>
    <message>
        <source>Both runs are equal</source>
        <translation>As duas execuções são iguais</translation>
    </message>
    <message>
        <source>Nothing differs but times, ids and what follows from them.</source>
        <translation>Nada difere além de horários, ids e do que deles decorre.</translation>
    </message>
    <message>
        <source>Nothing is compared</source>
        <translation>Nada é comparado</translation>
    </message>
    <message>
        <source>Choose another run to see where this one went another way.</source>
        <translation>Escolha outra execução para ver onde esta seguiu outro caminho.</translation>
    </message>
    <message>
        <source>%1 · B is %2</source>
        <comment>the outcome, and what is compared with</comment>
        <translation>%1 · B é %2</translation>
    </message>
    <message>
        <source>Equal as far as can be seen</source>
        <translation>Iguais até onde se vê</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) were redacted: whether they differ is not known.</source>
        <translation>
            <numerusform>%n valor foi suprimido: não se sabe se difere.</numerusform>
            <numerusform>%n valores foram suprimidos: não se sabe se diferem.</numerusform>
        </translation>
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
    <message>
        <source>In this file</source>
        <translation>Neste arquivo</translation>
    </message>
    <message>
        <source>No definitions in it</source>
        <translation>Não contém definições</translation>
    </message>
</context>
<context>
    <name>orkestr::DefinitionPage</name>
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
    <message>
        <source>Reading the run…</source>
        <translation>Lendo a execução…</translation>
    </message>
    <message>
        <source>This run can&apos;t be read</source>
        <translation>Não foi possível ler esta execução</translation>
    </message>
</context>
<context>
    <name>orkestr::DocumentHeader</name>
    <message>
        <source>Run</source>
        <translation>Execução</translation>
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
        <source>What is shown</source>
        <translation>O que é mostrado</translation>
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
        <translation>E&amp;sta execução</translation>
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
        <translation>Ti&amp;po</translation>
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
    <message>
        <source>Rule: %1</source>
        <translation>Regra: %1</translation>
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
    <message>
        <source>Failed only</source>
        <translation>Só falhas</translation>
    </message>
    <message>
        <source>Follow the last event</source>
        <translation>Acompanhar o último evento</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1 so far, %2 % looked at</source>
        <translation>%1 até agora, %2 % examinados</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>No such events</source>
        <translation>Nenhum evento assim</translation>
    </message>
    <message>
        <source>The filter holds for no event of this run.</source>
        <translation>O filtro não vale para nenhum evento desta execução.</translation>
    </message>
    <message>
        <source>Colouring rules…</source>
        <translation>Regras de cores…</translation>
    </message>
</context>
<context>
    <name>orkestr::ExportCommands</name>
    <message>
        <source>Export run %1</source>
        <translation>Exportar a execução %1</translation>
    </message>
    <message numerus="yes">
        <source>Export %n run(s)</source>
        <translation>
            <numerusform>Exportar %n execução</numerusform>
            <numerusform>Exportar %n execuções</numerusform>
        </translation>
    </message>
    <message>
        <source>Export all runs</source>
        <translation>Exportar todas as execuções</translation>
    </message>
    <message>
        <source>Export all runs that match: %1</source>
        <translation>Exportar todas as execuções que correspondem: %1</translation>
    </message>
    <message>
        <source>Save all runs as a case</source>
        <translation>Salvar todas as execuções como caso</translation>
    </message>
    <message>
        <source>Save all that this file holds as a case</source>
        <translation>Salvar tudo o que este arquivo contém como caso</translation>
    </message>
    <message>
        <source>Save run %1 as a case</source>
        <translation>Salvar a execução %1 como caso</translation>
    </message>
    <message>
        <source>Save all runs that match as a case: %1</source>
        <translation>Salvar como caso todas as execuções que correspondem: %1</translation>
    </message>
</context>
<context>
    <name>orkestr::ExportDialog</name>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Procurar…</translation>
    </message>
    <message>
        <source>Co&amp;mpress (zstd)</source>
        <translation>Co&amp;mprimir (zstd)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportar</translation>
    </message>
    <message>
        <source>Export an audit log</source>
        <translation>Exportar um log de auditoria</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Arquivo</translation>
    </message>
    <message>
        <source>&amp;Redact</source>
        <translation>&amp;Suprimir</translation>
    </message>
    <message>
        <source>One JSON path a line, in payloads and errors. What is redacted keeps its commitment: the chain still verifies.</source>
        <translation>Um caminho JSON por linha, em cargas de dados e erros. O que é suprimido mantém seu compromisso criptográfico: a cadeia continua verificável.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Arquivo</translation>
    </message>
    <message>
        <source>JSON paths to redact</source>
        <translation>Caminhos JSON a suprimir</translation>
    </message>
    <message>
        <source>Compress with zstd</source>
        <translation>Comprimir com zstd</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Progresso da exportação</translation>
    </message>
    <message>
        <source>Audit logs (*.orklog)</source>
        <translation>Logs de auditoria (*.orklog)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) written</source>
        <translation>
            <numerusform>%n evento gravado</numerusform>
            <numerusform>%n eventos gravados</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>Interrompido. Nada foi gravado.</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>&amp;Notas</translation>
    </message>
    <message>
        <source>Notes of the case</source>
        <translation>Notas do caso</translation>
    </message>
    <message>
        <source>What whoever opens it should know</source>
        <translation>O que quem o abrir deve saber</translation>
    </message>
    <message>
        <source>Cases (*.orkcase)</source>
        <translation>Casos (*.orkcase)</translation>
    </message>
    <message>
        <source>Save as a case</source>
        <translation>Salvar como caso</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Salvar</translation>
    </message>
</context>
<context>
    <name>orkestr::ExportJob</name>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n evento</numerusform>
            <numerusform>%n eventos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) exported</source>
        <translation>
            <numerusform>%n execução exportada</numerusform>
            <numerusform>%n execuções exportadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n redacted view(s)</source>
        <translation>
            <numerusform>%n visão com supressões</numerusform>
            <numerusform>%n visões com supressões</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bookmark(s)</source>
        <translation>
            <numerusform>%n marcador</numerusform>
            <numerusform>%n marcadores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::ExpressionModel</name>
    <message>
        <source>not recorded</source>
        <translation>não registrado</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Onde</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>Expressão</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>registrado</translation>
    </message>
    <message>
        <source>computed again</source>
        <translation>calculado de novo</translation>
    </message>
    <message>
        <source>computed again: it fails</source>
        <translation>calculado de novo: falha</translation>
    </message>
    <message>
        <source>computed again, the last of %1</source>
        <translation>calculado de novo, o último de %1</translation>
    </message>
    <message>
        <source>computing… %1 %</source>
        <translation>calculando… %1 %</translation>
    </message>
    <message>
        <source>not evaluated</source>
        <translation>não avaliada</translation>
    </message>
    <message>
        <source>not recorded; there is no evaluator</source>
        <translation>não registrado; não há avaliador</translation>
    </message>
    <message>
        <source>not recorded; the run was made by another version</source>
        <translation>não registrado; a execução é de outra versão</translation>
    </message>
    <message>
        <source>not recorded; its definition is missing</source>
        <translation>não registrado; falta a definição</translation>
    </message>
    <message>
        <source>redacted</source>
        <translation>suprimido</translation>
    </message>
    <message>
        <source>not recorded; the history differs from what is decided now</source>
        <translation>não registrado; o histórico difere do que é decidido agora</translation>
    </message>
    <message>
        <source>not recorded; the history can&apos;t be read</source>
        <translation>não registrado; não foi possível ler o histórico</translation>
    </message>
    <message>
        <source>not recorded; too many to compute</source>
        <translation>não registrado; são demais para calcular</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Origem</translation>
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
    <name>orkestr::FaultCard</name>
    <message>
        <source>Error</source>
        <translation>Erro</translation>
    </message>
    <message>
        <source>Error detail</source>
        <translation>Detalhe do erro</translation>
    </message>
</context>
<context>
    <name>orkestr::FilterFieldWidget</name>
    <message>
        <source>Filters used before (Up, Down)</source>
        <translation>Filtros usados antes (setas para cima e para baixo)</translation>
    </message>
    <message>
        <source>Clear the filter (Esc)</source>
        <translation>Limpar o filtro (Esc)</translation>
    </message>
    <message>
        <source>Explain the filter (F1)</source>
        <translation>Explicar o filtro (F1)</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>%1 (Enter uses it all the same)</source>
        <translation>%1 (Enter o usa mesmo assim)</translation>
    </message>
    <message>
        <source>This is a filter</source>
        <translation>Isto é um filtro</translation>
    </message>
    <message>
        <source>No filter was used yet</source>
        <translation>Nenhum filtro foi usado ainda</translation>
    </message>
    <message>
        <source>Everything is shown. Write what to look for: a field, a comparison and a value, joined by and, or, not. A text in quotes alone is looked for everywhere. Ctrl+Space offers what can come next.</source>
        <translation>Tudo é mostrado. Escreva o que procurar: um campo, uma comparação e um valor, ligados por and, or, not. Um texto sozinho entre aspas é procurado em toda parte. Ctrl+Espaço oferece o que pode vir a seguir.</translation>
    </message>
    <message>
        <source>This can&apos;t be read yet.</source>
        <translation>Isto ainda não pode ser lido.</translation>
    </message>
    <message>
        <source>Shown is what fits this: %1</source>
        <translation>É mostrado o que atende a isto: %1</translation>
    </message>
</context>
<context>
    <name>orkestr::FilterOfferList</name>
    <message>
        <source>What can come next</source>
        <translation>O que pode vir a seguir</translation>
    </message>
</context>
<context>
    <name>orkestr::ForkDialog</name>
    <message>
        <source>A new run that begins at this step: what came before is taken from the old run and not done again. Unchanged, the step gets what it had; what is written here takes its place, before the step&apos;s own input.from.</source>
        <translation>Uma nova execução que começa nesta etapa: o que veio antes é tomado da execução antiga e não é feito de novo. Sem mudanças, a etapa recebe o que teve; o que for escrito aqui toma o lugar disso, antes do input.from da própria etapa.</translation>
    </message>
    <message>
        <source>What differs from the record</source>
        <translation>O que difere do registro</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Registrado</translation>
    </message>
    <message>
        <source>Fork</source>
        <translation>Bifurcação</translation>
    </message>
    <message>
        <source>Nothing to compare yet</source>
        <translation>Ainda não há o que comparar</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Why? Recorded in the new run&apos;s history</source>
        <translation>Por quê? Registrado no histórico da nova execução</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Motivo</translation>
    </message>
    <message>
        <source>Data that the fork begins with</source>
        <translation>Dados com que a bifurcação começa</translation>
    </message>
    <message>
        <source>Input of the step</source>
        <translation>Entrada da etapa</translation>
    </message>
    <message>
        <source>$context when the step begins</source>
        <translation>$context quando a etapa começa</translation>
    </message>
    <message>
        <source>&amp;Input of the step</source>
        <translation>&amp;Entrada da etapa</translation>
    </message>
    <message>
        <source>$&amp;context</source>
        <translation>$&amp;context</translation>
    </message>
    <message>
        <source>&amp;Start over</source>
        <translation>&amp;Recomeçar</translation>
    </message>
    <message>
        <source>Puts what was recorded there</source>
        <translation>Põe ali o que foi registrado</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>F&amp;ormatar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>&amp;Fork</source>
        <translation>&amp;Bifurcar</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Reading what it was…</source>
        <translation>Lendo o que era…</translation>
    </message>
    <message>
        <source>What it was can&apos;t be told</source>
        <translation>Não se sabe o que era</translation>
    </message>
    <message>
        <source>The fork goes on with it as it was.</source>
        <translation>A bifurcação continua com ele como era.</translation>
    </message>
    <message>
        <source>%1 (not JSON)</source>
        <translation>%1 (não é JSON)</translation>
    </message>
    <message>
        <source>%1 (edited)</source>
        <translation>%1 (editado)</translation>
    </message>
    <message>
        <source>In $context: %1</source>
        <translation>Em $context: %1</translation>
    </message>
    <message>
        <source>In the input: %1</source>
        <translation>Na entrada: %1</translation>
    </message>
    <message>
        <source>Nothing is changed: the step begins with what it had.</source>
        <translation>Nada mudou: a etapa começa com o que tinha.</translation>
    </message>
    <message>
        <source>Input and $context are changed.</source>
        <translation>A entrada e o $context mudaram.</translation>
    </message>
    <message>
        <source>The input is changed.</source>
        <translation>A entrada mudou.</translation>
    </message>
    <message>
        <source>$context is changed.</source>
        <translation>O $context mudou.</translation>
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
        <translation>&amp;Executar</translation>
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
    <name>orkestr::JsonDiffDocument</name>
    <message>
        <source>Documents of more than %1 together are not compared.</source>
        <translation>Documentos que somam mais de %1 não são comparados.</translation>
    </message>
    <message>
        <source>Comparing was stopped.</source>
        <translation>A comparação foi interrompida.</translation>
    </message>
</context>
<context>
    <name>orkestr::JsonDiffModel</name>
    <message>
        <source>redacted</source>
        <translation>suprimido</translation>
    </message>
    <message numerus="yes">
        <source>%Ln member(s)</source>
        <translation>
            <numerusform>%Ln membro</numerusform>
            <numerusform>%Ln membros</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln itens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unchanged</source>
        <translation>
            <numerusform>%Ln inalterado</numerusform>
            <numerusform>%Ln inalterados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>mais %Ln</numerusform>
            <numerusform>mais %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>(root)</source>
        <translation>(raiz)</translation>
    </message>
    <message>
        <source>added %1: %2</source>
        <translation>adicionado %1: %2</translation>
    </message>
    <message>
        <source>removed %1: %2</source>
        <translation>removido %1: %2</translation>
    </message>
    <message>
        <source>changed %1: from %2 to %3</source>
        <translation>alterado %1: de %2 para %3</translation>
    </message>
    <message>
        <source>%1, changes inside</source>
        <translation>%1, com mudanças dentro</translation>
    </message>
</context>
<context>
    <name>orkestr::JsonDiffView</name>
    <message>
        <source>Input</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Saída</translation>
    </message>
    <message>
        <source>Nothing to compare</source>
        <translation>Nada a comparar</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Mudanças</translation>
    </message>
    <message>
        <source>Number of changes</source>
        <translation>Número de mudanças</translation>
    </message>
    <message>
        <source>&amp;Previous change</source>
        <translation>Mudança &amp;anterior</translation>
    </message>
    <message>
        <source>&amp;Next change</source>
        <translation>Pró&amp;xima mudança</translation>
    </message>
    <message>
        <source>&amp;Copy value</source>
        <translation>&amp;Copiar valor</translation>
    </message>
    <message>
        <source>Copy path as &amp;jq</source>
        <translation>Copiar caminho como &amp;jq</translation>
    </message>
    <message>
        <source>Copy path as JSONPat&amp;h</source>
        <translation>Copiar caminho como JSONPat&amp;h</translation>
    </message>
    <message>
        <source>Copy path as JSON &amp;Pointer</source>
        <translation>Copiar caminho como JSON &amp;Pointer</translation>
    </message>
    <message>
        <source>Fetching it…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Comparing %1…</source>
        <translation>Comparando %1…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Too large to compare</source>
        <translation>Grande demais para comparar</translation>
    </message>
    <message>
        <source>These can&apos;t be compared</source>
        <translation>Não é possível compará-los</translation>
    </message>
    <message>
        <source>No changes</source>
        <translation>Nenhuma mudança</translation>
    </message>
    <message>
        <source>%1 and %2 are the same.</source>
        <translation>%1 e %2 são iguais.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation>
            <numerusform>%Ln adicionado</numerusform>
            <numerusform>%Ln adicionados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln removido</numerusform>
            <numerusform>%Ln removidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln alterado</numerusform>
            <numerusform>%Ln alterados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There is more: only the first %Ln difference(s) were looked into.</source>
        <translation>
            <numerusform>Há mais: só a primeira diferença foi examinada (%Ln).</numerusform>
            <numerusform>Há mais: só as primeiras %Ln diferenças foram examinadas.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::JsonDocument</name>
    <message>
        <source>Reading it was stopped.</source>
        <translation>A leitura foi interrompida.</translation>
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
    <name>orkestr::JsonTreeModel</name>
    <message>
        <source>(root)</source>
        <translation>(raiz)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln member(s)</source>
        <translation>
            <numerusform>%Ln membro</numerusform>
            <numerusform>%Ln membros</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln itens</numerusform>
        </translation>
    </message>
    <message>
        <source>redacted</source>
        <translation>suprimido</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
</context>
<context>
    <name>orkestr::JsonView</name>
    <message>
        <source>No data</source>
        <translation>Sem dados</translation>
    </message>
    <message>
        <source>Copy…</source>
        <translation>Copiar…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Dados</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Localizar</translation>
    </message>
    <message>
        <source>&amp;Go to a path</source>
        <translation>&amp;Ir para um caminho</translation>
    </message>
    <message>
        <source>&amp;Copy value</source>
        <translation>&amp;Copiar valor</translation>
    </message>
    <message>
        <source>Copy value as JS&amp;ON</source>
        <translation>Copiar valor como JS&amp;ON</translation>
    </message>
    <message>
        <source>Copy path as JSON &amp;Pointer</source>
        <translation>Copiar caminho como JSON &amp;Pointer</translation>
    </message>
    <message>
        <source>Copy path as &amp;jq</source>
        <translation>Copiar caminho como &amp;jq</translation>
    </message>
    <message>
        <source>Copy path as JSONPat&amp;h</source>
        <translation>Copiar caminho como JSONPat&amp;h</translation>
    </message>
    <message>
        <source>&amp;Whole value</source>
        <translation>&amp;Valor inteiro</translation>
    </message>
    <message>
        <source>&amp;Expand all below</source>
        <translation>&amp;Expandir tudo abaixo</translation>
    </message>
    <message>
        <source>Co&amp;llapse all below</source>
        <translation>&amp;Recolher tudo abaixo</translation>
    </message>
    <message>
        <source>Fetching it…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>Lendo %1…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>This can&apos;t be shown as JSON</source>
        <translation>Não é possível mostrar isto como JSON</translation>
    </message>
    <message>
        <source>Copied the path</source>
        <translation>Caminho copiado</translation>
    </message>
    <message>
        <source>Copied %1</source>
        <translation>Copiado: %1</translation>
    </message>
    <message>
        <source>Copying…</source>
        <translation>Copiando…</translation>
    </message>
    <message>
        <source>Wa&amp;tch this value</source>
        <translation>O&amp;bservar este valor</translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln row(s) were opened</source>
        <translation>
            <numerusform>Só %Ln linha foi aberta</numerusform>
            <numerusform>Só %Ln linhas foram abertas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::JsonViewFind</name>
    <message>
        <source>Find in the data</source>
        <translation>Localizar nos dados</translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation>Parar de procurar</translation>
    </message>
    <message>
        <source>Match upper and lower case</source>
        <translation>Diferenciar maiúsculas de minúsculas</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Expressão regular</translation>
    </message>
    <message>
        <source>Find in names</source>
        <translation>Localizar em nomes</translation>
    </message>
    <message>
        <source>Find in values</source>
        <translation>Localizar em valores</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Localizar anterior</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Localizar próximo</translation>
    </message>
    <message>
        <source>not an expression</source>
        <translation>não é uma expressão</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>hit of hits</comment>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>interrompida</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Localizar</translation>
    </message>
</context>
<context>
    <name>orkestr::JsonViewPath</name>
    <message>
        <source>Go to a path: .a[0], $.a[0] or /a/0</source>
        <translation>Ir para um caminho: .a[0], $.a[0] ou /a/0</translation>
    </message>
    <message>
        <source>Path of the selected value</source>
        <translation>Caminho do valor selecionado</translation>
    </message>
</context>
<context>
    <name>orkestr::JsonViewValue</name>
    <message>
        <source>The part before</source>
        <translation>A parte anterior</translation>
    </message>
    <message>
        <source>The next part</source>
        <translation>A próxima parte</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>The whole value</source>
        <translation>O valor inteiro</translation>
    </message>
    <message>
        <source>beginning of %1</source>
        <translation>início de %1</translation>
    </message>
    <message>
        <source>String · %1</source>
        <translation>Texto · %1</translation>
    </message>
    <message>
        <source>String · bytes %1 to %2 of %3</source>
        <translation>Texto · bytes %1 a %2 de %3</translation>
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
        <source>%1 – Orkestr Studio</source>
        <translation>%1 – Orkestr Studio</translation>
    </message>
    <message>
        <source>%1 was read again: it has changed on disk</source>
        <translation>%1 foi lido novamente: mudou no disco</translation>
    </message>
    <message>
        <source>Steps and events</source>
        <translation>Etapas e eventos</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspetor</translation>
    </message>
    <message>
        <source>Definition text</source>
        <translation>Texto da definição</translation>
    </message>
</context>
<context>
    <name>orkestr::Middle</name>
    <message>
        <source>Workspace</source>
        <translation>Área de trabalho</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Execuções</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Repetição</translation>
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
    <name>orkestr::OpenCommands</name>
    <message>
        <source>Open a definition, an audit log or another system&apos;s record</source>
        <translation>Abrir uma definição, um log de auditoria ou o registro de outro sistema</translation>
    </message>
    <message>
        <source>All that can be opened (*.yaml *.yml *.json *.jsonl *.orklog *.orkcase);;Workflow definitions (*.yaml *.yml *.json);;Audit logs (*.orklog *.orkcase);;All files (*)</source>
        <translation>Tudo o que pode ser aberto (*.yaml *.yml *.json *.jsonl *.orklog *.orkcase);;Definições de fluxo de trabalho (*.yaml *.yml *.json);;Logs de auditoria (*.orklog *.orkcase);;Todos os arquivos (*)</translation>
    </message>
</context>
<context>
    <name>orkestr::OtherRun</name>
    <message>
        <source>This is the run that is open.</source>
        <translation>Esta é a execução que está aberta.</translation>
    </message>
    <message>
        <source>%1 holds no runs.</source>
        <translation>%1 não contém execuções.</translation>
    </message>
    <message>
        <source>%1 holds several runs: add # and the id of one.</source>
        <translation>%1 contém várias execuções: acrescente # e o identificador de uma.</translation>
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
    <name>orkestr::PathDocument</name>
    <message>
        <source>Looking for runs…</source>
        <translation>Procurando execuções…</translation>
    </message>
    <message>
        <source>%1 of %2 runs read</source>
        <translation>%1 de %2 execuções lidas</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelada</translation>
    </message>
    <message>
        <source>There are no runs of it</source>
        <translation>Não há execuções dela</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n execução</numerusform>
            <numerusform>%n execuções</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped, not all were read</source>
        <translation>Interrompido: nem todas foram lidas</translation>
    </message>
</context>
<context>
    <name>orkestr::PathsPage</name>
    <message>
        <source>Statistics of the runs</source>
        <translation>Estatísticas das execuções</translation>
    </message>
    <message>
        <source>&amp;Read again</source>
        <translation>&amp;Ler de novo</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Parar</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumo</translation>
    </message>
    <message>
        <source>Runs read</source>
        <translation>Execuções lidas</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tarefas</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>Caminhos</translation>
    </message>
    <message>
        <source>The runs can&apos;t be read</source>
        <translation>Não foi possível ler as execuções</translation>
    </message>
    <message>
        <source>Reading the runs…</source>
        <translation>Lendo as execuções…</translation>
    </message>
    <message>
        <source>There are no runs of this definition</source>
        <translation>Não há execuções desta definição</translation>
    </message>
    <message>
        <source>Run it, and see here which ways its runs take.</source>
        <translation>Execute-a e veja aqui que caminhos suas execuções seguem.</translation>
    </message>
    <message>
        <source>None that the filter holds for.</source>
        <translation>Nenhuma que corresponda ao filtro.</translation>
    </message>
    <message>
        <source>Stopped before anything was read</source>
        <translation>Interrompido antes de ler qualquer coisa</translation>
    </message>
    <message>
        <source>F5 reads the runs.</source>
        <translation>F5 lê as execuções.</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>Ramificações</translation>
    </message>
    <message>
        <source>Show the &amp;paths</source>
        <translation>Mostrar os &amp;caminhos</translation>
    </message>
    <message>
        <source>Show the &amp;branches</source>
        <translation>Mostrar as &amp;ramificações</translation>
    </message>
    <message numerus="yes">
        <source>Branches, %n never taken</source>
        <translation>
            <numerusform>Ramificações, %n nunca seguida</numerusform>
            <numerusform>Ramificações, %n nunca seguidas</numerusform>
        </translation>
    </message>
    <message>
        <source>Paths and branches</source>
        <translation>Caminhos e ramificações</translation>
    </message>
</context>
<context>
    <name>orkestr::PayloadPane</name>
    <message>
        <source>Payload</source>
        <translation>Carga de dados</translation>
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
        <source>Log</source>
        <translation>Registro</translation>
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
        <source>What the row holds</source>
        <translation>O que a linha contém</translation>
    </message>
    <message>
        <source>Choose a row to see all of it.</source>
        <translation>Escolha uma linha para vê-la por inteiro.</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Mudanças</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erro</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Requisição</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Resposta</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexto</translation>
    </message>
    <message>
        <source>Expressions</source>
        <translation>Expressões</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Tentativas</translation>
    </message>
    <message>
        <source>Reading the step…</source>
        <translation>Lendo a etapa…</translation>
    </message>
    <message>
        <source>This step can&apos;t be read</source>
        <translation>Não foi possível ler esta etapa</translation>
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
        <source>Save the payload</source>
        <translation>Salvar a carga de dados</translation>
    </message>
    <message>
        <source>The payload could not be saved</source>
        <translation>Não foi possível salvar a carga de dados</translation>
    </message>
    <message>
        <source>Result so far</source>
        <translation>Resultado até agora</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Dados</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Variáveis</translation>
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
    <name>orkestr::ReplayDocument</name>
    <message>
        <source>Own definition</source>
        <translation>Definição própria</translation>
    </message>
    <message numerus="yes">
        <source>Replay of %n run(s)</source>
        <translation>
            <numerusform>Repetição de %n execução</numerusform>
            <numerusform>Repetição de %n execuções</numerusform>
        </translation>
    </message>
    <message>
        <source>Replay of all runs</source>
        <translation>Repetição de todas as execuções</translation>
    </message>
    <message>
        <source>Replay of the runs that match: %1</source>
        <translation>Repetição das execuções que correspondem: %1</translation>
    </message>
    <message numerus="yes">
        <source>Cancelled after %n run(s)</source>
        <translation>
            <numerusform>Cancelada após %n execução</numerusform>
            <numerusform>Cancelada após %n execuções</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for runs…</source>
        <translation>Procurando execuções…</translation>
    </message>
    <message>
        <source>%1 of %2 runs decided again, %3 differ so far</source>
        <translation>%1 de %2 execuções decididas de novo, %3 diferem até agora</translation>
    </message>
    <message>
        <source>There is no such run</source>
        <translation>Não existe essa execução</translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s) differ</source>
        <translation>
            <numerusform>%n célula difere</numerusform>
            <numerusform>%n células diferem</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be told</source>
        <translation>
            <numerusform>%n não pôde ser determinada</numerusform>
            <numerusform>%n não puderam ser determinadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) compared</source>
        <translation>
            <numerusform>%n evento comparado</numerusform>
            <numerusform>%n eventos comparados</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>Nada difere</translation>
    </message>
    <message>
        <source>, %1 of them with differences</source>
        <translation>, %1 delas com diferenças</translation>
    </message>
    <message>
        <source>%1 more rows are not shown%2. A filter of the runs makes them fewer; orkestr replay --format json lists all.</source>
        <translation>Mais %1 linhas não são mostradas%2. Um filtro das execuções reduz o número; orkestr replay --format json lista todas.</translation>
    </message>
    <message numerus="yes">
        <source>%n equal as far as can be judged</source>
        <translation>
            <numerusform>%n igual até onde se pode julgar</numerusform>
            <numerusform>%n iguais até onde se pode julgar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::ReplayMatrixModel</name>
    <message>
        <source>another version of Orkestr</source>
        <translation>outra versão do Orkestr</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>danificado</translation>
    </message>
    <message>
        <source>the definition is wrong</source>
        <translation>a definição está errada</translation>
    </message>
    <message>
        <source>another workflow</source>
        <translation>outro fluxo de trabalho</translation>
    </message>
    <message>
        <source>not possible</source>
        <translation>não é possível</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>igual</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelada</translation>
    </message>
    <message>
        <source>event %1</source>
        <translation>evento %1</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Execução</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Início</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definição</translation>
    </message>
    <message>
        <source>redacted from event %1 on</source>
        <translation>suprimido a partir do evento %1</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) not judged</source>
        <translation>
            <numerusform>%n evento não julgado</numerusform>
            <numerusform>%n eventos não julgados</numerusform>
        </translation>
    </message>
    <message>
        <source>Not judged, because something was redacted: %1</source>
        <translation>Não julgado, porque algo foi suprimido: %1</translation>
    </message>
</context>
<context>
    <name>orkestr::ReplayPage</name>
    <message>
        <source>Replay</source>
        <translation>Repetição</translation>
    </message>
    <message>
        <source>&amp;Add a definition…</source>
        <translation>&amp;Adicionar uma definição…</translation>
    </message>
    <message>
        <source>&amp;Remove the definition</source>
        <translation>&amp;Remover a definição</translation>
    </message>
    <message>
        <source>Only &amp;differences</source>
        <translation>Só &amp;diferenças</translation>
    </message>
    <message>
        <source>&amp;Previous difference</source>
        <translation>Diferença an&amp;terior</translation>
    </message>
    <message>
        <source>&amp;Next difference</source>
        <translation>Pró&amp;xima diferença</translation>
    </message>
    <message>
        <source>Replay a&amp;gain</source>
        <translation>Repetir de n&amp;ovo</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Parar</translation>
    </message>
    <message>
        <source>&amp;Open the run there</source>
        <translation>Abrir a execução a&amp;li</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Runs decided again</source>
        <translation>Execuções decididas de novo</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Add a definition…</source>
        <translation>Adicionar uma definição…</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>O que difere</translation>
    </message>
    <message>
        <source>Open the run there</source>
        <translation>Abrir a execução ali</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Registrado</translation>
    </message>
    <message>
        <source>Decided now</source>
        <translation>Decidido agora</translation>
    </message>
    <message>
        <source>Nothing to compare</source>
        <translation>Nada a comparar</translation>
    </message>
    <message>
        <source>Choose a cell that differs to see both events side by side.</source>
        <translation>Escolha uma célula que difere para ver os dois eventos lado a lado.</translation>
    </message>
    <message>
        <source>Runs and definitions</source>
        <translation>Execuções e definições</translation>
    </message>
    <message>
        <source>These runs can&apos;t be replayed</source>
        <translation>Estas execuções não podem ser repetidas</translation>
    </message>
    <message>
        <source>Deciding again…</source>
        <translation>Decidindo de novo…</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>Nada difere</translation>
    </message>
    <message>
        <source>Every event is as it was recorded.</source>
        <translation>Cada evento está como foi registrado.</translation>
    </message>
    <message>
        <source>Nothing was replayed</source>
        <translation>Nada foi repetido</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) decided again, all as recorded</source>
        <translation>
            <numerusform>%n evento decidido de novo, como registrado</numerusform>
            <numerusform>%n eventos decididos de novo, todos como registrados</numerusform>
        </translation>
    </message>
    <message>
        <source>Replay by another definition</source>
        <translation>Repetir com outra definição</translation>
    </message>
    <message>
        <source>Workflow definitions (*.yaml *.yml *.json);;All files (*)</source>
        <translation>Definições de fluxo de trabalho (*.yaml *.yml *.json);;Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2</source>
        <translation>Não foi possível ler %1: %2</translation>
    </message>
    <message>
        <source>it is too large for a definition</source>
        <translation>é grande demais para uma definição</translation>
    </message>
</context>
<context>
    <name>orkestr::RunColumnMenu</name>
    <message>
        <source>Columns as at &amp;first</source>
        <translation>Colunas como no &amp;início</translation>
    </message>
    <message>
        <source>Move “%1” to the left</source>
        <translation>Mover “%1” para a esquerda</translation>
    </message>
    <message>
        <source>Move “%1” to the right</source>
        <translation>Mover “%1” para a direita</translation>
    </message>
    <message>
        <source>Make “%1” wider</source>
        <translation>Alargar “%1”</translation>
    </message>
    <message>
        <source>Make “%1” narrower</source>
        <translation>Estreitar “%1”</translation>
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
        <source>Fork from %1 into your workspace</source>
        <translation>Bifurcar a partir de %1 para a sua área de trabalho</translation>
    </message>
</context>
<context>
    <name>orkestr::RunGroupModel</name>
    <message>
        <source>No error</source>
        <translation>Sem erro</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n run(s)</source>
        <translation>
            <numerusform>%1: %n execução</numerusform>
            <numerusform>%1: %n execuções</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::RunGroupPanel</name>
    <message>
        <source>By status</source>
        <translation>Por situação</translation>
    </message>
    <message>
        <source>By definition</source>
        <translation>Por definição</translation>
    </message>
    <message>
        <source>By version</source>
        <translation>Por versão</translation>
    </message>
    <message>
        <source>By error</source>
        <translation>Por erro</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Grupos</translation>
    </message>
    <message>
        <source>Groups of runs</source>
        <translation>Grupos de execuções</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Agrupar por</translation>
    </message>
    <message>
        <source>Group runs by</source>
        <translation>Agrupar execuções por</translation>
    </message>
    <message>
        <source>Close the groups</source>
        <translation>Fechar os grupos</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Groups can&apos;t be counted</source>
        <translation>Não foi possível contar os grupos</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Contando…</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Nenhum grupo</translation>
    </message>
    <message>
        <source>No run matches.</source>
        <translation>Nenhuma execução corresponde.</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln other(s)</source>
        <translation>
            <numerusform>e mais %Ln</numerusform>
            <numerusform>e mais %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>stopped after %1 of %2</source>
        <translation>interrompido após %1 de %2</translation>
    </message>
    <message>
        <source>Stopped before any was counted</source>
        <translation>Interrompido antes que alguma fosse contada</translation>
    </message>
</context>
<context>
    <name>orkestr::RunHeader</name>
    <message>
        <source>The definition that this run is pinned to</source>
        <translation>A definição a que esta execução está fixada</translation>
    </message>
    <message>
        <source>The run that this one was made from</source>
        <translation>A execução que deu origem a esta</translation>
    </message>
    <message>
        <source>The run that ordered this one</source>
        <translation>A execução que pediu esta</translation>
    </message>
    <message>
        <source>Runs that this one ordered</source>
        <translation>Execuções que esta pediu</translation>
    </message>
    <message>
        <source>Go to the step in which the error arose</source>
        <translation>Ir para a etapa em que o erro surgiu</translation>
    </message>
    <message>
        <source>The run&apos;s error</source>
        <translation>O erro da execução</translation>
    </message>
    <message>
        <source>Go to the step</source>
        <translation>Ir para a etapa</translation>
    </message>
    <message>
        <source>The definition that this run is pinned to, as it was: %1</source>
        <translation>A definição a que esta execução está fixada, como era: %1</translation>
    </message>
    <message>
        <source>Show the definition %1 as it was</source>
        <translation>Mostrar a definição %1 como era</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>de %1</translation>
    </message>
    <message>
        <source>Parent %1</source>
        <translation>Execução mãe %1</translation>
    </message>
    <message numerus="yes">
        <source>%n child run(s)</source>
        <translation>
            <numerusform>%n execução filha</numerusform>
            <numerusform>%n execuções filhas</numerusform>
        </translation>
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
    <message>
        <source>No runs in this file</source>
        <translation>Nenhuma execução neste arquivo</translation>
    </message>
    <message>
        <source>No run was recorded in it, or none can be read.</source>
        <translation>Nenhuma execução foi registrada nele, ou nenhuma pode ser lida.</translation>
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
    <message>
        <source>Timeline</source>
        <translation>Linha do tempo</translation>
    </message>
</context>
<context>
    <name>orkestr::RunPathModel</name>
    <message>
        <source>Runs</source>
        <translation>Execuções</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Fim</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Caminho</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
</context>
<context>
    <name>orkestr::RunPreviewPane</name>
    <message>
        <source>Started %1</source>
        <translation>Início: %1</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Prévia</translation>
    </message>
    <message>
        <source>Preview of the selected run</source>
        <translation>Prévia da execução selecionada</translation>
    </message>
    <message>
        <source>Close the preview (Space)</source>
        <translation>Fechar a prévia (Espaço)</translation>
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
        <source>This run can&apos;t be read</source>
        <translation>Não foi possível ler esta execução</translation>
    </message>
    <message>
        <source>Reading the run…</source>
        <translation>Lendo a execução…</translation>
    </message>
    <message>
        <source>No run is selected</source>
        <translation>Nenhuma execução selecionada</translation>
    </message>
    <message>
        <source>Choose a run in the list to see its status, input and output here.</source>
        <translation>Escolha uma execução na lista para ver aqui sua situação, sua entrada e sua saída.</translation>
    </message>
    <message>
        <source>no output</source>
        <translation>sem saída</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>ainda não</translation>
    </message>
    <message>
        <source>the first lines</source>
        <translation>as primeiras linhas</translation>
    </message>
</context>
<context>
    <name>orkestr::RunStatusChips</name>
    <message>
        <source>Runs by status</source>
        <translation>Execuções por situação</translation>
    </message>
</context>
<context>
    <name>orkestr::RunTable</name>
    <message>
        <source>Runs</source>
        <translation>Execuções</translation>
    </message>
    <message>
        <source>&amp;Open the run</source>
        <translation>&amp;Abrir a execução</translation>
    </message>
    <message>
        <source>&amp;Cancel…</source>
        <translation>&amp;Cancelar…</translation>
    </message>
    <message>
        <source>Run &amp;again…</source>
        <translation>Executar de &amp;novo…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportar…</translation>
    </message>
    <message>
        <source>Copy the &amp;rows</source>
        <translation>Copiar as &amp;linhas</translation>
    </message>
    <message>
        <source>&amp;Select all that match</source>
        <translation>&amp;Selecionar todas as correspondentes</translation>
    </message>
    <message>
        <source>&amp;Go to a time…</source>
        <translation>&amp;Ir para um momento…</translation>
    </message>
    <message>
        <source>&amp;Groups</source>
        <translation>&amp;Grupos</translation>
    </message>
    <message>
        <source>Show &amp;new runs</source>
        <translation>Mostrar as n&amp;ovas execuções</translation>
    </message>
    <message>
        <source>Colouring r&amp;ules…</source>
        <translation>Regras de co&amp;res…</translation>
    </message>
    <message>
        <source>&amp;Save this search…</source>
        <translation>Sal&amp;var esta busca…</translation>
    </message>
    <message>
        <source>&amp;Edit the searches…</source>
        <translation>Editar as &amp;buscas…</translation>
    </message>
    <message>
        <source>Go to the &amp;filter</source>
        <translation>Ir para o &amp;filtro</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Buscas salvas</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colunas</translation>
    </message>
    <message>
        <source>Runs can&apos;t be read</source>
        <translation>Não foi possível ler as execuções</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Looking for runs…</source>
        <translation>Procurando execuções…</translation>
    </message>
    <message>
        <source>Reading runs…</source>
        <translation>Lendo execuções…</translation>
    </message>
    <message>
        <source>Nothing found so far</source>
        <translation>Nada encontrado até agora</translation>
    </message>
    <message>
        <source>The search was stopped.</source>
        <translation>A busca foi interrompida.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>No run is as old as that</source>
        <translation>Nenhuma execução é tão antiga</translation>
    </message>
    <message>
        <source>Show the newest</source>
        <translation>Mostrar as mais recentes</translation>
    </message>
    <message>
        <source>No run matches</source>
        <translation>Nenhuma execução corresponde</translation>
    </message>
    <message>
        <source>No run fits the filter.</source>
        <translation>Nenhuma execução atende ao filtro.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Limpar o filtro</translation>
    </message>
    <message>
        <source>Counting the runs that match…</source>
        <translation>Contando as execuções que correspondem…</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>All that match selected</source>
        <translation>Todas as correspondentes selecionadas</translation>
    </message>
    <message>
        <source>Pre&amp;view</source>
        <translation>Pré&amp;via</translation>
    </message>
    <message>
        <source>Re&amp;play…</source>
        <translation>Re&amp;petir…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s), newest first</source>
        <translation>
            <numerusform>%Ln execução</numerusform>
            <numerusform>%Ln execuções, mais recentes primeiro</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln run(s) match</source>
        <translation>
            <numerusform>%1 de %Ln execução corresponde</numerusform>
            <numerusform>%1 de %Ln execuções correspondem</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 match so far; looked at %2 of %Ln run(s)…</source>
        <translation>
            <numerusform>%1 até agora; %2 de %Ln execução examinada…</numerusform>
            <numerusform>%1 até agora; %2 de %Ln execuções examinadas…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %1 match; stopped after %2 of %Ln run(s)</source>
        <translation>
            <numerusform>Pelo menos %1; interrompida após %2 de %Ln execução</numerusform>
            <numerusform>Pelo menos %1; interrompida após %2 de %Ln execuções</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %Ln new run(s)</source>
        <translation>
            <numerusform>Mais de %Ln nova execução</numerusform>
            <numerusform>Mais de %Ln novas execuções</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new run(s)</source>
        <translation>
            <numerusform>%Ln nova execução</numerusform>
            <numerusform>%Ln novas execuções</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln run(s) selected</source>
        <translation>
            <numerusform>A %Ln execução selecionada</numerusform>
            <numerusform>Todas as %Ln execuções selecionadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) selected</source>
        <translation>
            <numerusform>%Ln execução selecionada</numerusform>
            <numerusform>%Ln execuções selecionadas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::RunTableFoot</name>
    <message>
        <source>Runs looked at</source>
        <translation>Execuções examinadas</translation>
    </message>
    <message>
        <source>Stopped: found %1, looked at %2 of %3</source>
        <translation>Interrompida: %1 encontradas, %2 de %3 examinadas</translation>
    </message>
    <message>
        <source>Found %1, looked at %2 of %3…</source>
        <translation>%1 encontradas, %2 de %3 examinadas…</translation>
    </message>
    <message>
        <source>Found %1, looked at %2 of %3; scroll down for more</source>
        <translation>%1 encontradas, %2 de %3 examinadas; role para baixo para ver mais</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) loaded; there are newer ones above</source>
        <translation>
            <numerusform>%Ln execução carregada; há mais recentes acima</numerusform>
            <numerusform>%Ln execuções carregadas; há mais recentes acima</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln run(s) loaded</source>
        <translation>
            <numerusform>%1 de %Ln execução carregada</numerusform>
            <numerusform>%1 de %Ln execuções carregadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) loaded</source>
        <translation>
            <numerusform>%Ln execução carregada</numerusform>
            <numerusform>%Ln execuções carregadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln execução</numerusform>
            <numerusform>%Ln execuções</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop looking (Esc)</source>
        <translation>Parar de procurar (Esc)</translation>
    </message>
</context>
<context>
    <name>orkestr::RunTableModel</name>
    <message>
        <source>%1 (rule: %2)</source>
        <translation>%1 (regra: %2)</translation>
    </message>
    <message>
        <source>Rule: %1</source>
        <translation>Regra: %1</translation>
    </message>
    <message>
        <source>It had not ended when this was recorded.</source>
        <translation>Ainda não havia terminado quando isto foi registrado.</translation>
    </message>
</context>
<context>
    <name>orkestr::RunTableView</name>
    <message>
        <source>Runs</source>
        <translation>Execuções</translation>
    </message>
</context>
<context>
    <name>orkestr::RunTimeDialog</name>
    <message>
        <source>Go to a time</source>
        <translation>Ir para um momento</translation>
    </message>
    <message>
        <source>The table begins with the run that started then, or the last one before.</source>
        <translation>A tabela começa com a execução iniciada nesse momento, ou a última antes dele.</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>&amp;Momento</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Momento</translation>
    </message>
    <message>
        <source>Go &amp;back</source>
        <translation>&amp;Voltar</translation>
    </message>
    <message>
        <source>&amp;Go there</source>
        <translation>&amp;Ir</translation>
    </message>
</context>
<context>
    <name>orkestr::SaveSearchDialog</name>
    <message>
        <source>With the &amp;columns as they are now</source>
        <translation>Com as &amp;colunas como estão agora</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Salvar</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Salvar esta busca</translation>
    </message>
    <message>
        <source>Everything is shown</source>
        <translation>Tudo é mostrado</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>&amp;Go back</source>
        <translation>&amp;Voltar</translation>
    </message>
    <message>
        <source>The search of this name will be replaced.</source>
        <translation>A busca com este nome será substituída.</translation>
    </message>
    <message numerus="yes">
        <source>There are %Ln search(es) already. Delete one first.</source>
        <translation>
            <numerusform>Já há %Ln busca. Exclua uma primeiro.</numerusform>
            <numerusform>Já há %Ln buscas. Exclua uma primeiro.</numerusform>
        </translation>
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
    <name>orkestr::Scrubber</name>
    <message>
        <source>%1/s</source>
        <comment>events per second</comment>
        <translation>%1/s</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) per second</source>
        <translation>
            <numerusform>%Ln evento por segundo</numerusform>
            <numerusform>%Ln eventos por segundo</numerusform>
        </translation>
    </message>
    <message>
        <source>As it happened, pauses cut to a second</source>
        <translation>Como aconteceu, pausas reduzidas a um segundo</translation>
    </message>
    <message>
        <source>%1× as fast as it happened, pauses cut to a second</source>
        <translation>%1× mais rápido do que aconteceu, pausas reduzidas a um segundo</translation>
    </message>
    <message>
        <source>Time travel</source>
        <translation>Viagem no tempo</translation>
    </message>
    <message>
        <source>How fast it is played</source>
        <translation>Velocidade da reprodução</translation>
    </message>
    <message>
        <source>Places by time, not by number</source>
        <translation>Posições pelo tempo, não pelo número</translation>
    </message>
    <message>
        <source>Stop at: failed, or type ~ &quot;retry&quot;</source>
        <translation>Parar em: failed, ou type ~ &quot;retry&quot;</translation>
    </message>
    <message>
        <source>Breakpoint: a filter of events</source>
        <translation>Ponto de interrupção: um filtro de eventos</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Nada aconteceu ainda</translation>
    </message>
    <message>
        <source>%1 events, to be read before one can travel in them</source>
        <translation>%1 eventos, a ler antes de viajar por eles</translation>
    </message>
    <message>
        <source>Read them</source>
        <translation>Ler</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>Lendo o histórico…</translation>
    </message>
    <message>
        <source>Reading the history… %1 %</source>
        <translation>Lendo o histórico… %1 %</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Now · %1 events</source>
        <translation>Agora · %1 eventos</translation>
    </message>
    <message>
        <source>damaged behind event %1</source>
        <translation>danificado após o evento %1</translation>
    </message>
    <message>
        <source>One can&apos;t travel in this run</source>
        <translation>Não se pode viajar nesta execução</translation>
    </message>
    <message>
        <source>The history can&apos;t be read: %1</source>
        <translation>Não foi possível ler o histórico: %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message numerus="yes">
        <source>%Ln hit(s)</source>
        <translation>
            <numerusform>%Ln parada</numerusform>
            <numerusform>%Ln paradas</numerusform>
        </translation>
    </message>
    <message>
        <source>can&apos;t be found</source>
        <translation>não foi possível encontrar</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproduzir</translation>
    </message>
    <message>
        <source>How fast it is played: %1</source>
        <translation>Velocidade da reprodução: %1</translation>
    </message>
    <message>
        <source>Stop searching breakpoints</source>
        <translation>Parar de procurar pontos de parada</translation>
    </message>
    <message>
        <source>Searching breakpoints before it plays on…</source>
        <translation>Procurando pontos de parada antes de continuar…</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>procurando…</translation>
    </message>
    <message>
        <source>not searched</source>
        <translation>sem busca</translation>
    </message>
    <message>
        <source>Search breakpoints again</source>
        <translation>Procurar pontos de parada de novo</translation>
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
    <name>orkestr::SearchesDialog</name>
    <message>
        <source>Re&amp;name</source>
        <translation>Re&amp;nomear</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>E&amp;xcluir</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Mover para &amp;cima</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>Mover para &amp;baixo</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Buscas salvas</translation>
    </message>
    <message>
        <source>The first nine have the keys Alt+1 to Alt+9.</source>
        <translation>As nove primeiras têm as teclas Alt+1 a Alt+9.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fechar</translation>
    </message>
</context>
<context>
    <name>orkestr::SearchesMenu</name>
    <message>
        <source>%1: everything</source>
        <translation>%1: tudo</translation>
    </message>
    <message>
        <source>No search is saved yet</source>
        <translation>Nenhuma busca foi salva ainda</translation>
    </message>
</context>
<context>
    <name>orkestr::ShortcutDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atalhos de teclado</translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation>Localizar uma ação ou uma tecla</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Ação</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fechar</translation>
    </message>
</context>
<context>
    <name>orkestr::SourceBar</name>
    <message>
        <source>What is open</source>
        <translation>O que está aberto</translation>
    </message>
    <message>
        <source>What checking it came to</source>
        <translation>O resultado da verificação</translation>
    </message>
    <message>
        <source>Progress of reading and checking</source>
        <translation>Progresso da leitura e da verificação</translation>
    </message>
    <message>
        <source>%1 · read only</source>
        <translation>%1 · somente leitura</translation>
    </message>
    <message>
        <source>signed by %1…</source>
        <translation>assinado por %1…</translation>
    </message>
    <message>
        <source>signed by %1</source>
        <translation>assinado por %1</translation>
    </message>
</context>
<context>
    <name>orkestr::SourceDocument</name>
    <message>
        <source>Workspace</source>
        <translation>Área de trabalho</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Log de auditoria</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Caso</translation>
    </message>
    <message>
        <source>Temporal history</source>
        <translation>Histórico do Temporal</translation>
    </message>
    <message>
        <source>OTLP traces</source>
        <translation>Rastreamentos OTLP</translation>
    </message>
    <message>
        <source>WfFormat record</source>
        <translation>Registro WfFormat</translation>
    </message>
    <message>
        <source>Reading… %1 %</source>
        <translation>Lendo… %1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n redacted view(s)</source>
        <translation>
            <numerusform>%n visão com supressões</numerusform>
            <numerusform>%n visões com supressões</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking… %1 %</source>
        <translation>Verificando… %1 %</translation>
    </message>
    <message>
        <source>Chain intact%1</source>
        <translation>Cadeia íntegra%1</translation>
    </message>
    <message>
        <source>The check failed</source>
        <translation>A verificação falhou</translation>
    </message>
</context>
<context>
    <name>orkestr::StatePage</name>
    <message>
        <source>State of the run</source>
        <translation>Estado da execução</translation>
    </message>
    <message>
        <source>No run is open</source>
        <translation>Nenhuma execução está aberta</translation>
    </message>
    <message>
        <source>The data of a run at any moment is shown here.</source>
        <translation>Aqui aparecem os dados de uma execução em qualquer momento.</translation>
    </message>
    <message>
        <source>The state can&apos;t be shown</source>
        <translation>Não foi possível mostrar o estado</translation>
    </message>
</context>
<context>
    <name>orkestr::StatusChip</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 so far</source>
        <translation>%1: %2 até agora</translation>
    </message>
</context>
<context>
    <name>orkestr::StepChangeModel</name>
    <message>
        <source>not there</source>
        <translation>ausente</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Caminho</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::StepDetails</name>
    <message>
        <source>Run</source>
        <translation>Execução</translation>
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
    <name>orkestr::StepDiffModel</name>
    <message>
        <source>attempts</source>
        <translation>tentativas</translation>
    </message>
    <message>
        <source>input</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>request</source>
        <translation>requisição</translation>
    </message>
    <message>
        <source>items</source>
        <translation>itens</translation>
    </message>
    <message>
        <source>events received</source>
        <translation>eventos recebidos</translation>
    </message>
    <message>
        <source>result</source>
        <translation>resultado</translation>
    </message>
    <message>
        <source>context</source>
        <translation>contexto</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>ramo</translation>
    </message>
    <message>
        <source>output</source>
        <translation>saída</translation>
    </message>
    <message>
        <source>error</source>
        <translation>erro</translation>
    </message>
    <message>
        <source>status</source>
        <translation>situação</translation>
    </message>
    <message>
        <source>order of beginning</source>
        <translation>ordem de início</translation>
    </message>
    <message>
        <source>order of ending</source>
        <translation>ordem de fim</translation>
    </message>
    <message>
        <source>only in A</source>
        <translation>só em A</translation>
    </message>
    <message>
        <source>only in B</source>
        <translation>só em B</translation>
    </message>
    <message>
        <source>the run itself</source>
        <translation>a própria execução</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Etapa</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>O que difere</translation>
    </message>
    <message>
        <source>Took in A</source>
        <translation>Levou em A</translation>
    </message>
    <message>
        <source>In B</source>
        <translation>Em B</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Diferença</translation>
    </message>
    <message numerus="yes">
        <source>%n redacted value(s) not compared</source>
        <translation>
            <numerusform>%n valor suprimido não comparado</numerusform>
            <numerusform>%n valores suprimidos não comparados</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::StepInspector</name>
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
    <name>orkestr::StudioWindows</name>
    <message>
        <source>%1 can&apos;t be opened</source>
        <translation>Não foi possível abrir %1</translation>
    </message>
</context>
<context>
    <name>orkestr::StudyCommands</name>
    <message>
        <source>Comparison</source>
        <translation>Comparação</translation>
    </message>
    <message>
        <source>%1 is not compared</source>
        <translation>%1 não é comparada</translation>
    </message>
    <message>
        <source>The runs of what is open can&apos;t be compared.</source>
        <translation>As execuções do que está aberto não podem ser comparadas.</translation>
    </message>
</context>
<context>
    <name>orkestr::TaskPathModel</name>
    <message>
        <source>never taken</source>
        <translation>nunca seguida</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tarefa</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Execuções</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Falhas</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Novas tentativas</translation>
    </message>
    <message>
        <source>Critical path</source>
        <translation>Caminho crítico</translation>
    </message>
</context>
<context>
    <name>orkestr::TimelineChart</name>
    <message>
        <source>Timeline</source>
        <translation>Linha do tempo</translation>
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
        <source>Show the &amp;whole run</source>
        <translation>Mostrar a execução &amp;inteira</translation>
    </message>
    <message>
        <source>&amp;Critical path</source>
        <translation>&amp;Caminho crítico</translation>
    </message>
    <message>
        <source>&amp;Previous bar</source>
        <translation>Barra &amp;anterior</translation>
    </message>
    <message>
        <source>&amp;Next bar</source>
        <translation>&amp;Próxima barra</translation>
    </message>
    <message>
        <source>Bar &amp;above</source>
        <translation>&amp;Barra acima</translation>
    </message>
    <message>
        <source>Bar &amp;below</source>
        <translation>Barra abai&amp;xo</translation>
    </message>
    <message numerus="yes">
        <source>%Ln bar(s) have no room here; click to zoom in</source>
        <translation>
            <numerusform>%Ln barra não cabe aqui; clique para ampliar</numerusform>
            <numerusform>%Ln barras não cabem aqui; clique para ampliar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more; go through them with Ctrl+Right</source>
        <translation>
            <numerusform>e mais %Ln; percorra com Ctrl+Direita</numerusform>
            <numerusform>e mais %Ln; percorra com Ctrl+Direita</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::TimelineOverview</name>
    <message>
        <source>The whole run; click or drag to go there</source>
        <translation>A execução inteira; clique ou arraste para ir até lá</translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation>Execução inteira</translation>
    </message>
</context>
<context>
    <name>orkestr::TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>Linha do tempo</translation>
    </message>
    <message>
        <source>There is no timeline of this run</source>
        <translation>Não há linha do tempo desta execução</translation>
    </message>
    <message>
        <source>Laying out the timeline…</source>
        <translation>Organizando a linha do tempo…</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Nada aconteceu ainda</translation>
    </message>
    <message>
        <source>The first step shows here as soon as it begins.</source>
        <translation>A primeira etapa aparece aqui assim que começa.</translation>
    </message>
    <message>
        <source>No run is open</source>
        <translation>Nenhuma execução está aberta</translation>
    </message>
    <message>
        <source>Choose a run to see when its steps began and ended.</source>
        <translation>Escolha uma execução para ver quando suas etapas começaram e terminaram.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lane(s)</source>
        <translation>
            <numerusform>%Ln raia</numerusform>
            <numerusform>%Ln raias</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 before the fork</source>
        <translation>%1 antes da bifurcação</translation>
    </message>
</context>
<context>
    <name>orkestr::TravelCommands</name>
    <message>
        <source>There is none in this direction</source>
        <translation>Não há nenhum nesta direção</translation>
    </message>
    <message>
        <source>Stopped at event %1</source>
        <translation>Parado no evento %1</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Observar</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausar</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Reproduzir</translation>
    </message>
    <message>
        <source>There is no bookmark in this direction</source>
        <translation>Não há marcador nesta direção</translation>
    </message>
</context>
<context>
    <name>orkestr::TravelDocument</name>
    <message>
        <source>attempt %1</source>
        <translation>tentativa %1</translation>
    </message>
    <message>
        <source>Event %1 of %2</source>
        <translation>Evento %1 de %2</translation>
    </message>
</context>
<context>
    <name>orkestr::TravelEvents</name>
    <message>
        <source>The search was stopped</source>
        <translation>A busca foi interrompida</translation>
    </message>
</context>
<context>
    <name>orkestr::TravelTrack</name>
    <message>
        <source>Position in the run&apos;s history</source>
        <translation>Posição no histórico da execução</translation>
    </message>
    <message>
        <source>Left and Right: an event. Page Up and Page Down: a hundredth. Space: play. Escape: back to now.</source>
        <translation>Esquerda e Direita: um evento. Page Up e Page Down: um centésimo. Espaço: reproduzir. Esc: voltar ao agora.</translation>
    </message>
    <message>
        <source>Now, after event %1</source>
        <translation>Agora, após o evento %1</translation>
    </message>
    <message>
        <source>Event %1</source>
        <translation>Evento %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln fault(s)</source>
        <translation>
            <numerusform>%Ln falha</numerusform>
            <numerusform>%Ln falhas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln retry(s)</source>
        <translation>
            <numerusform>%Ln nova tentativa</numerusform>
            <numerusform>%Ln novas tentativas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s) to stop at</source>
        <translation>
            <numerusform>%Ln ponto de parada</numerusform>
            <numerusform>%Ln pontos de parada</numerusform>
        </translation>
    </message>
    <message>
        <source>Bookmark: %1</source>
        <translation>Marcador: %1</translation>
    </message>
    <message>
        <source>%1 (event %2)</source>
        <translation>%1 (evento %2)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more bookmark(s)</source>
        <translation>
            <numerusform>mais %Ln marcador</numerusform>
            <numerusform>mais %Ln marcadores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orkestr::WatchModel</name>
    <message>
        <source>The path is too long</source>
        <translation>O caminho é longo demais</translation>
    </message>
    <message numerus="yes">
        <source>No more than %Ln value(s) can be watched</source>
        <translation>
            <numerusform>No máximo %Ln valor pode ser observado</numerusform>
            <numerusform>No máximo %Ln valores podem ser observados</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 did not change before</source>
        <translation>%1 não mudou antes</translation>
    </message>
    <message>
        <source>%1 does not change any more</source>
        <translation>%1 não muda mais</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>ainda não</translation>
    </message>
    <message>
        <source>event %1</source>
        <translation>evento %1</translation>
    </message>
    <message>
        <source>%1, this one</source>
        <translation>%1, este</translation>
    </message>
    <message>
        <source>%1, %2 before</source>
        <translation>%1, %2 antes</translation>
    </message>
    <message>
        <source>nothing there</source>
        <translation>nada ali</translation>
    </message>
    <message>
        <source>Playing stops where it changes</source>
        <translation>A reprodução para onde ele muda</translation>
    </message>
    <message>
        <source>Playing does not stop</source>
        <translation>A reprodução não para</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Caminho</translation>
    </message>
    <message>
        <source>Value then</source>
        <translation>Valor naquele momento</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>Última mudança</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>event %1, perhaps</source>
        <translation>evento %1, talvez</translation>
    </message>
    <message>
        <source>Playing stops where this becomes true</source>
        <translation>A reprodução para onde isto se torna verdadeiro</translation>
    </message>
    <message>
        <source>redacted</source>
        <translation>suprimido</translation>
    </message>
</context>
<context>
    <name>orkestr::WatchPage</name>
    <message>
        <source>Watch a value</source>
        <translation>Observar um valor</translation>
    </message>
    <message>
        <source>Do not watch it any more</source>
        <translation>Não observar mais</translation>
    </message>
    <message>
        <source>Stop where it changes, when the run is played</source>
        <translation>Parar onde ele muda, ao reproduzir a execução</translation>
    </message>
    <message>
        <source>Go to the last change</source>
        <translation>Ir à última mudança</translation>
    </message>
    <message>
        <source>Go to the next change</source>
        <translation>Ir à próxima mudança</translation>
    </message>
    <message>
        <source>Watch it</source>
        <translation>Observar</translation>
    </message>
    <message>
        <source>Watched values</source>
        <translation>Valores observados</translation>
    </message>
    <message>
        <source>No value is watched</source>
        <translation>Nenhum valor observado</translation>
    </message>
    <message>
        <source>Write a path above, or choose &quot;Watch this value&quot; where data is shown. Then go to the event that changed it last.</source>
        <translation>Escreva um caminho acima, ou escolha &quot;Observar este valor&quot; onde há dados. Depois vá ao evento que o mudou por último.</translation>
    </message>
    <message>
        <source>Changes of the value over time</source>
        <translation>Mudanças do valor ao longo do tempo</translation>
    </message>
    <message>
        <source>Looking for changes…</source>
        <translation>Procurando mudanças…</translation>
    </message>
    <message>
        <source>Changes can&apos;t be told</source>
        <translation>Não foi possível determinar as mudanças</translation>
    </message>
    <message>
        <source>Changes over time</source>
        <translation>Mudanças ao longo do tempo</translation>
    </message>
    <message>
        <source>It never changes</source>
        <translation>Ele nunca muda</translation>
    </message>
    <message>
        <source>$.order.total, or to stop: $.order.total &gt; 100</source>
        <translation>$.order.total, ou para parar: $.order.total &gt; 100</translation>
    </message>
    <message>
        <source>Path of a value to watch; behind it a comparison to stop at</source>
        <translation>Caminho de um valor a observar; depois dele, uma comparação em que parar</translation>
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
    <message>
        <source>Nothing is chosen</source>
        <translation>Nada selecionado</translation>
    </message>
</context>
</TS>
