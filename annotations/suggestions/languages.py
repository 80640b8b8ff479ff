"""The words by which a few languages say who said something.

A small table each, of what newsrooms write most. A language that has none still gets its passages, and whatever
speaker a label, a dash or the project's own list of speakers gives away.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Language:
    """One language's words, each as a pattern."""

    verbs: re.Pattern[str] = NEVER
    """Verbs of saying, calling and asking."""
    participles: re.Pattern[str] = NEVER
    """Their forms that take the subject of the sentence: "…, saying that …"."""
    according: re.Pattern[str] = NEVER
    """What stands before the speaker: "according to"."""
    trailing: re.Pattern[str] = NEVER
    """The same, but only right after a quotation, as German "so"."""
    pronouns: re.Pattern[str] = NEVER
    """He and she."""
    between: re.Pattern[str] = NEVER
    """What may stand between the subject and its verb: auxiliaries and adverbs."""
    prepositions: re.Pattern[str] = NEVER
    """Words after which a name is not the subject, or no longer part of it."""
    clauses: re.Pattern[str] = NEVER
    """Words that begin a clause with a subject of its own."""
    titles: re.Pattern[str] = NEVER
    """What stands before a person's name and is no part of it."""
    no_names: frozenset[str] = field(default_factory=frozenset)
    """Words that are written with a capital and name nobody: at the head of a sentence, days, months."""
    inverts: bool = True
    """Whether the subject may follow the verb where no quotation stands before it."""
    spaced: bool = True
    """Whether names are words with capitals. If not, only known speakers and `named` find them."""
    sayings: re.Pattern[str] = NEVER
    """What one has said, as a noun: "Brink's claim that"."""
    named: re.Pattern[str] = NEVER
    """A name and its verb, group 1 being the name, where capitals do not help."""


def _verbs(words: str) -> re.Pattern[str]:
    """Any of the words as they stand: with a capital "States" is no verb."""
    return _pattern(set(words.split()))


def _words(words: str) -> re.Pattern[str]:
    """Any of the words, also with a capital."""
    return _pattern({form for word in words.split() for form in (word, word[0].upper() + word[1:])})


def _pattern(both: set[str]) -> re.Pattern[str]:
    """Any of these, the longest first; `_` is a space within one. The case is spelled out, because a pattern that
    ignores it is several times as slow."""
    longest_first = sorted(both, key=lambda word: (-len(word), word))
    alternatives = "|".join(re.escape(word).replace("_", r"\s") for word in longest_first)
    # French joins a pronoun to its verb: "dit-il", "a-t-elle".
    return re.compile(rf"\b(?<![\w’'-])(?:{alternatives})(?!\w|-(?!(?:t-)?(?:ils?|elles?)\b))")


def _english() -> Language:
    plain = (
        "say tell add ask note argue claim explain insist warn report write tweet state announce declare remark suggest "
        "continue reply answer respond conclude acknowledge admit concede complain confirm deny recall joke quip demand "
        "shout yell whisper exclaim observe comment maintain contend allege assert stress emphasize emphasise predict "
        "promise vow pledge urge agree disagree boast lament describe call label brand dub denounce dismiss blast slam "
        "criticize criticise praise mock hail decry deride refer_to cite quote mention point_out reveal post testify "
        "begin chant retort interject muse wonder think believe feel hope fear accuse blame characterize characterise "
        "caution counter reiterate repeat read sing"
    ).split()
    irregular = (
        "said Said Says Calls Tells Warns Vows Slams told wrote thought felt began sang sung went_on put_it made_clear "
        "made_it_clear has_it said_of spoke_of pointed_out referred_to written begun"
    )
    forms, participles = [*irregular.split()], ["going_on", "putting_it"]  # and "to call", "to accuse"
    for verb in plain:
        head, _, tail = verb.partition("_")
        tail = f"_{tail}" if tail else ""
        soft = head.endswith("e")
        stem = head[:-1] if soft else head
        double = head + head[-1] if head in {"dub", "quip", "slam", "refer", "begin"} else stem
        past = head[:-1] + "ied" if head.endswith("y") and head[-2] not in "aeiou" else double + "ed"
        third = head[:-1] + "ies" if past.endswith("ied") else head + ("es" if head.endswith("ss") else "s")
        forms += [third + tail, past + tail]
        participles += [double + "ing" + tail, "to_" + verb]
        if verb in {"say", "call", "describe", "think", "believe", "put_it"}:
            forms.append(verb)
    drop = {"reads", "readed", "read"}
    return Language(
        verbs=_verbs(" ".join({*forms} - drop)),
        participles=_verbs(" ".join(participles)),
        according=_words("according_to in_the_words_of as_told_by"),
        pronouns=_words("he she"),
        between=_words(
            "is are was were has have had did does do be been being would will can could may might must should also "
            "then later once again often still just now never always even not n’t first already simply recently "
            "reportedly famously today yesterday went on who himself herself who_has who_had has_been had_been to "
            "both all who_also"
        ),
        prepositions=_words(
            "of for to with by from in at on about against into over under after before during between through "
            "despite like than as near outside inside around since until toward towards among without within upon "
            "including speaking citing quoting"
        ),
        clauses=_words("that who which while but because although though whereas whom whose if what when where and"),
        titles=_words(
            "Mr. Mr Mrs. Mrs Ms. Ms Miss Dr. Dr Prof. Prof Professor Sir Dame Lord Lady Rep. Reps. Sen. Sens. Gov. "
            "Gen. Col. Capt. Lt. Sgt. Rev. Hon. St. President Prime Minister Senator Senators Governor Mayor Secretary "
            "Representative Chancellor Minister Justice Judge Chief Officer Attorney General Congressman Congresswoman "
            "Councillor Councilman Councilwoman Ambassador Commissioner Sheriff Captain Colonel Pope King Queen Prince "
            "Princess Former Vice Republican Democrat Democratic Libertarian Rival Spokesman Spokeswoman Spokesperson "
            "City State CEO Gop Deputy Assistant Senior Executive Director Chairman Chairwoman Chair Leader Majority "
            "Minority Speaker Presidential Nominee Candidate"
        ),
        no_names=_set(
            "the a an but and or so yet if when while as at in on for from of to by with after before during since "
            "until despite although though because once now then there here this that these those his her their its "
            "our my your he she it they we you i who what where why how which yes no not also even still just only "
            "both some many most all another other one two three first last next speaking asked meanwhile however "
            "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
            "september october november december today yesterday tomorrow mr mrs ms nobody everyone someone later "
            "earlier instead finally according such each every any neither either though unlike under over about "
            "former said says asked told added editor’s according democrats republicans americans"
        ),
        inverts=False,
        sayings=_words(
            "claim claims statement statements comment comments words remark remarks tweet tweets promise pledge assertion "
            "call description quote speech phrase letter view warning suggestion complaint reference"
        ),
    )


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _german() -> Language:
    return Language(
        verbs=_verbs(
            "sagte sagt sagten sagen gesagt erklärte erklärt erklärten betonte betont meinte meint fügte fragte fragt "
            "schrieb schreibt twitterte teilte_mit erzählte erzählt berichtete berichtet kritisierte kritisiert warnte "
            "warnt forderte fordert nannte nennt bezeichnete bezeichnet sprach spricht antwortete antwortet rief ruft "
            "behauptete behauptet versicherte versichert räumte hieß heißt äußerte äußert ergänzte ergänzt lobte "
            "kündigte verkündete unterstrich bekräftigte bedauerte zitierte zitiert kommentierte urteilte klagte"
        ),
        participles=NEVER,
        according=_words("laut nach_Angaben_von"),
        trailing=_words("so laut"),
        pronouns=_words("er sie"),
        between=_words(
            "hat habe hatte ist war wird werde würde auch dann am später noch nun weiter jedoch aber bereits"
        ),
        prepositions=_words(
            "von vom in im an am auf aus bei beim für mit nach zu zum zur über unter gegen vor während seit wegen als "
            "durch ohne um zwischen gegenüber der_Partei"
        ),
        clauses=_words("dass daß der die das weil während aber und wenn als ob sondern"),
        titles=_words(
            "Herr Frau Dr. Prof. Professor Professorin Bundeskanzler Bundeskanzlerin Kanzler Kanzlerin Präsident "
            "Präsidentin Minister Ministerin Bürgermeister Bürgermeisterin Sprecher Sprecherin Chef Chefin Vorsitzende "
            "Vorsitzender Oberbürgermeister Oberbürgermeisterin Ministerpräsident Ministerpräsidentin Abgeordnete"
        ),
        no_names=_set(
            "der die das den dem des ein eine einer eines und aber oder doch denn wenn als am im in an auf nach vor "
            "bei mit er sie es wir ihr ich man dies diese dieser so auch noch nur zu zum zur seine ihre montag "
            "dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august "
            "september oktober november dezember gestern heute morgen damit dabei journalisten reporter stadt frage "
            "anfang ende woche jahr partei regierung polizei was wer wie wo warum dazu später laut zeitung interview"
        ),
    )


def _french() -> Language:
    return Language(
        verbs=_verbs(
            "dit disait dira déclare déclaré déclarait explique expliqué expliquait affirme affirmé affirmait ajoute "
            "ajouté ajoutait précise précisé estime estimé estimait assure assuré répond répondu demande demandé écrit "
            "écrivait raconte raconté souligne souligné rappelle rappelé indique indiqué note noté lance lancé confie "
            "confié insiste insisté juge jugé regrette regretté dénonce dénoncé promet promis annonce annoncé conclut "
            "poursuit martèle reconnaît reconnu qualifie qualifié appelle appelé évoque évoqué critique critiqué "
            "s’inquiète s'inquiète s’indigne s'indigne s’exclame s'exclame tweeté soutient soutenu avertit prévient"
        ),
        participles=_verbs("disant ajoutant affirmant expliquant précisant déclarant"),
        according=_words("selon d’après d'après pour"),
        pronouns=_words("il elle t-il t-elle"),
        between=_words(
            "a ont est avait aurait s’est s'est l’a l'a ensuite aussi encore également ainsi déjà de_nouveau"
        ),
        prepositions=_words(
            "de du des d à au aux dans en sur sous pour par avec sans chez vers contre devant après avant pendant lors "
            "depuis entre comme face"
        ),
        clauses=_words("que qu’il qu'il qui dont mais et car alors quand lorsque si où parce"),
        titles=_words(
            "M. Mme MM. Mlle Dr Me Pr président présidente ministre maire député députée sénateur sénatrice Président "
            "Présidente Ministre Premier"
        ),
        no_names=_set(
            "le la les l un une des du de et mais ou donc or ni car si quand en dans sur à au aux par pour avec sans "
            "il elle ils elles on nous vous je ce cette ces cet son sa ses leur leurs lundi mardi mercredi jeudi "
            "vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre "
            "décembre selon après avant lors depuis pendant interrogé interrogée hier aujourd’hui demain ici puis"
        ),
    )


def _spanish() -> Language:
    return Language(
        verbs=_verbs(
            "dijo dice decía dicho declaró declara explicó explica afirmó afirma añadió añade agregó agrega aseguró "
            "asegura señaló señala indicó indica sostuvo sostiene comentó comenta preguntó pregunta respondió responde "
            "contestó escribió escribe manifestó manifiesta expresó expresa anunció anuncia advirtió advierte insistió "
            "insiste recordó recuerda reconoció reconoce criticó critica denunció denuncia calificó califica llamó llama "
            "subrayó subraya destacó destaca precisó precisa concluyó concluye prometió lamentó lamenta contó cuenta "
            "apuntó tuiteó exclamó reiteró reclamó admitió consideró considera"
        ),
        participles=_verbs("diciendo añadiendo afirmando asegurando"),
        according=_words("según para en_palabras_de"),
        pronouns=_words("él ella"),
        between=_words("ha han había fue también luego después ya además no se lo le les hoy ayer"),
        prepositions=_words(
            "de del a al en con por para sin sobre ante bajo contra desde durante entre hacia hasta tras según como"
        ),
        clauses=_words("que quien pero y porque aunque mientras cuando si donde cuyo"),
        titles=_words(
            "Sr. Sra. Dr. Dra. D. Don Doña don doña señor señora presidente presidenta ministro ministra alcalde "
            "alcaldesa portavoz Presidente Presidenta Ministro Ministra Alcalde Alcaldesa"
        ),
        no_names=_set(
            "el la los las un una unos unas lo y pero o si en de del a al por para con sin su sus este esta estos esas "
            "él ella ellos se no sí lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril "
            "mayo junio julio agosto septiembre octubre noviembre diciembre según tras durante ayer hoy mañana "
            "también además cuando como mientras luego después"
        ),
    )


def _italian() -> Language:
    return Language(
        verbs=_verbs(
            "disse dice detto diceva ha_detto dichiara dichiarato dichiarò spiega spiegato spiegò afferma affermato "
            "affermò aggiunge aggiunto aggiunse sostiene sostenuto chiede chiesto risponde risposto rispose scrive "
            "scritto scrisse racconta raccontato ricorda ricordato sottolinea sottolineato commenta commentato annuncia "
            "annunciato avverte avvertito precisa precisato ammette ammesso assicura assicurato ribadisce ribadito "
            "conclude concluso osserva osservato critica criticato definisce definito definì chiama chiamato attacca "
            "attaccato denuncia denunciato prosegue promette promesso replica replicato insiste"
        ),
        participles=_verbs("dicendo aggiungendo affermando spiegando"),
        according=_words("secondo per a_detta_di"),
        pronouns=_words("lui lei egli ella"),
        between=_words("ha hanno aveva è era anche poi ancora già inoltre non si lo oggi ieri"),
        prepositions=_words(
            "di del della dello dei degli delle d a al alla allo ai agli alle da dal dalla in nel nella con su sul sulla "
            "per tra fra contro dopo prima durante senza come verso"
        ),
        clauses=_words("che cui ma e perché mentre quando se dove"),
        titles=_words(
            "Sig. Sig.ra Dott. Dott.ssa Prof. Prof.ssa On. presidente ministro ministra sindaco sindaca senatore "
            "Presidente Ministro Ministra Sindaco Sindaca Premier"
        ),
        no_names=_set(
            "il lo la i gli le l un uno una e ma o se in di del della a al da dal con su per tra fra non lui lei egli "
            "questo questa questi quel quella suo sua lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio "
            "febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre secondo dopo prima "
            "durante ieri oggi domani anche poi quando mentre come così"
        ),
    )


def _arabic() -> Language:
    verbs = (
        "قال قالت يقول تقول وقال وقالت وأضاف أضاف أضافت وأضافت صرح صرحت وصرح أكد أكدت وأكد وأكدت أعلن أعلنت وأعلن ذكر "
        "ذكرت وذكر أوضح أوضحت وأوضح شدد شددت وشدد كتب كتبت وكتب سأل سألت رد ردت وصف وصفت ووصف اعتبر اعتبرت واعتبر أشار "
        "أشارت وأشار تابع تابعت وتابع حذر حذرت وحذر"
    )
    titles = (
        "السيد|السيدة|الرئيس|الرئيسة|الوزير|الوزيرة|وزير|وزيرة|رئيس|رئيسة|عمدة|رئيس الوزراء|المتحدث|المتحدثة|الدكتور|"
        "الدكتورة|النائب|النائبة|المدير|المديرة|الناطق"
    )
    word = r"[\u0620-\u064a\u0671-\u06d3]+"
    stop = r"(?!(?:إن|أن|في|على|عن|من|إلى|الى|لل?صحفيين|للصحافيين|أمس|اليوم|يوم|خلال|بعد|قبل|هذا|هذه|ذلك|له|لها|إنه|إنها)\b)"
    alternatives = "|".join(sorted(verbs.split(), key=len, reverse=True))
    return Language(
        verbs=_verbs(verbs),
        according=_words("بحسب وفقا_ل حسب"),
        pronouns=NEVER,
        spaced=False,
        named=re.compile(rf"\b(?:{alternatives})\s+(?:(?:{titles})\s+){{0,2}}({stop}{word}(?:\s+{stop}{word}){{1,2}})"),
    )


def _chinese() -> Language:
    verbs = (
        "说|說|表示|称|稱|指出|认为|認為|强调|強調|问|問|写道|寫道|回答|补充|補充|告诉|告訴|宣布|透露|解释|解釋|坦言|直言|批评|批評|呼吁|呼籲|警告|提到|"
        "形容|回应|回應|感叹|感嘆"
    )
    surnames = (
        "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鍾汪田任姜范方石姚谭譚"
        "廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
    )
    aside = (
        "(?:还|還|也|则|則|又|曾|随后|隨後|同时|同時|今天|昨天|昨日|今日|当天|當天|近日|日前|周[一二三四五六日]|週[一二三四五六日]|"
        "笑着|接着|继续|對此|对此){0,3}"
    )
    return Language(
        verbs=re.compile(verbs),
        according=re.compile("据|據|根据|根據"),
        spaced=False,
        named=re.compile(
            rf"([{surnames}][\u4e00-\u9fff·]{{1,2}}?)(?:先生|女士|教授|市长|市長|部长|部長|总统|總統)?{aside}(?:在[^，。！？\n]{{1,20}}?[上中时時里裡])?{aside}(?:对[^，。！？\n]{{1,8}}?)?(?:{verbs})"
        ),
    )


_TABLE = {
    "en": _english,
    "de": _german,
    "fr": _french,
    "es": _spanish,
    "it": _italian,
    "ar": _arabic,
    "zh": _chinese,
}


@functools.cache
def words_of(language: str) -> Language:
    """The table of a BCP 47 language; an empty one for a language that has none."""
    make = _TABLE.get(language.partition("-")[0].partition("_")[0].lower())
    return make() if make else Language()
