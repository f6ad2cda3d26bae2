"""Common given names, as one witness among others that two capitalised words name a person."""

from sayso.extractors.patterns.words import word_set

GIVEN = word_set("""
    aaron adam agnes ahmed aisha alan albert alejandro aleksander alex alexander alexandra alexei alfred ali
    alice alicia amanda amy ana anders andrea andreas andrei andrew andrii angela anita ann anna anne
    anthony antoine antonio arthur artur astrid barbara beatrice ben benjamin bernard beth bill bob boris
    brian bruno camille carl carla carlos carmen carol caroline catherine cecilia charles charlotte chris
    christian christina christine christopher clara claire claudia colin craig cristina daniel daniela david
    deborah denis dennis diana diego dmitri dmitry dominic donald donna dorothy edith eduardo edward elena
    elisabeth elizabeth ella ellen emil emily emma enrique eric erik ernest esther eva evan fatima felix
    fernando fiona florence frances francesca francis francisco frank franz fred frederick gabriel gary
    george georgia gerald gina giorgio giulia grace greg gregory guillaume gustav hamid hannah hans harold
    harry hassan heather heidi helen helena henri henrik henry hugo ian igor ilan ines ingrid irene iris
    isaac isabel isabella ivan jack jacob jacques jakob james jan jane janet jason javier jean jeff jennifer
    jeremy jessica jim jimmy joan joe johan johann john jon jonas jonathan jorge jose joseph joshua juan
    judith julia julian julie jurgen kaja karen karim karin karl kate katherine kathleen keith kenneth kevin
    khaled klaus kristina lars laura lauren laurent leila lena leo leon leonardo leonid linda lisa louis
    louise luca lucas lucia luigi luis luke magnus mahmoud manuel marc marco margaret maria marie marina
    mario mark marko marta martha martin mary mateo matt matthew maurice max maya megan mehmet melissa
    michael michel michelle miguel mike mikhail milan mohamed mohammad mohammed monica muhammad mustafa
    nadia nancy natalia natalie nathan nicholas nick nicola nicolas niels nikolai nils nina noah nora norma
    olaf ole oleg oleksandr olena olga oliver olivia omar oscar otto pablo pamela patricia patrick paul
    paula pavel pedro per peter petra philip philippe pierre piotr rachel rafael ralph raymond rebecca ricardo
    richard rita robert roberto roger roland roman ron ronald rosa rosemary roy ruth ryan sally sam samantha
    samuel sandra sara sarah scott sean sebastian serge sergei sergey sergio sharon sofia sonia sophia
    sophie stefan stephanie stephen steve steven sue susan svetlana sven sylvia tamara tatiana ted teresa
    terry theo theresa thomas tim timothy tina tobias tom tomas tony tracy ursula valentina vanessa vera
    veronica victor victoria viktor vincent virginia vladimir volodymyr walter wendy werner wilhelm will
    april june may william wolfgang yana yasmin yulia yuri yusuf zoe zofia
""")
FEMALE = word_set("""
    agnes aisha alexandra alice alicia amanda amy ana andrea angela anita ann anna anne astrid barbara
    beatrice beth camille carla carmen carol caroline catherine cecilia charlotte christina christine clara
    claire claudia cristina daniela deborah diana donna dorothy edith elena elisabeth elizabeth ella ellen
    emily emma esther eva fatima fiona florence frances francesca georgia gina giulia grace hannah heather
    heidi helen helena ines ingrid irene iris isabel isabella jane janet jennifer jessica joan judith julia
    julie kaja karen karin kate katherine kathleen kristina laura lauren leila lena linda lisa louise lucia
    margaret maria marie marina marta martha mary maya megan melissa michelle monica nadia nancy natalia
    natalie nina nora norma olena olga olivia pamela patricia paula petra rachel rebecca rita rosa rosemary
    ruth sally samantha sandra sara sarah sharon sofia sonia sophia sophie stephanie sue susan svetlana
    sylvia tamara tatiana teresa theresa tina tracy ursula valentina vanessa vera veronica victoria virginia
    wendy yana yasmin yulia zoe zofia
""")
