import type { Phrases } from './types';

export const ISIXHOSA: Phrases = {
  parts: {
    PERSON:
      '(?:(?:kw|ng|n)?abencedo(?: \\w+)?|(?:o|no|ku)mnye (?:wabo|wenu|kuni|wabantu)|(?:ne|le|i|kwi)?(?:lungu|qela)(?: le\\w+)?|(?:no|ngu|ku|kwi|u|o|kulo|njengo|ngo|kano)?(?:mntu|mnt|mphathi|msebenzi|mcebisi|mmeli|maneja|manejala)|(?:no|ku|u)?m+ntu|(?:na|ku|a|kwa)?bantu|(?:no|ne|ku|i|u)?(?:menenja|maneja|manager|supervisor|consultant|agent|operator|human|person|someone|representative)|(?:n[eoa]|i|u|ku) (?:menenja|maneja|manager|supervisor|consultant|agent|operator|human|person|someone|representative|live agent|real person|customer care)|(?:no|ku)(?:thile|mnye|mnye umntu)|(?:na|ku|a)?basebenzi|kubantu)',
    TALK: '(?:\\w*theth\\w*|\\w*ncokol\\w*|\\w*xox\\w*|\\w*qhagamshel\\w*|\\w*dibanis\\w*|\\w*dlulisel\\w*|\\w*dlulisa|\\w*khulum\\w*|chatta|chat|\\w*chata|\\w*nxibelelan\\w*|\\w*nxul\\w*|\\w*dityanis\\w*|\\w*ncediswa|\\w*ncedwa|\\w*phendulwa|\\w*dluliselwa|\\w*buza)',
  },
  person: [
    '^(?:ndicela |ndifuna |ndidinga )*(?:umntu|agent|i agent|umphathi|imenenja|umntu wokwenene|umntu wenene|umntu ophilayo|umsebenzi)(?: \\w+)?$',
    '{TALK}(?: (?:nje|kakuhle|ngoku|ngqo|apha|mna|kwakhona|i|e|ne|no|na))* {PERSON}',
    '(?:ndifuna|ndicela|ndidinga|ndiphe|ndiphen\\w*|ndinik\\w*|ndifunel\\w*|bizel\\w*|ndibizel\\w*|ndithumel\\w*|kungcono|sicela|sifuna|khawu\\w*|ndinqwenela|ndingathanda)(?: (?:nje|ngoku|ukufumana|ukubona|uncedo|ukuncedwa|ndifumane|ndibone|ku|kwa|nge))* (?:lomntu|lwomntu|{PERSON})(?! (?:ozisa|uza|uya) ku(?:landa|thatha))',
    'umntu (?:wokwenene|wenene|wokwenyani|wenyani|ophilayo|wenyama|othile|oza\\w*|ono\\w*|endi\\w*|wokuthetha|wokundinceda|ondincedayo|kanene|nyani)',
    '(?:kukho|ukhona|akekho|akukho|bakhona|kukhona|ninaye|ninomntu|kukho na|ingaba kukho|ingaba ukhona)(?: (?:na|nje|apho|apha|khona|ni|umntu|omnye|abantu|mntu))* (?:endi\\w*|ono\\w*|onoku\\w*|ondi\\w*|oncedisa\\w*|wokwenene|wenene|ophilayo|esino\\w*|oza\\w*|othetha\\w*)',
    '(?:nditsalel\\w*|ninditsalel\\w*|unditsalel\\w*|khawunditsalel\\w*|ndifowunel\\w*|nindifowunel\\w*|undifowunel\\w*|ndifonel\\w*|nindifonel\\w*|anditsalele|banditsalele|andifowunele|ndibizel\\w*)(?: (?:umnxeba|ngoku|umntu|nceda|ni))*',
    '(?:andifuni|hayi|ndidiniwe|andithethi|asifuni|ndikruqukile|ayi|ndidikiwe)(?: \\w+){0,4} (?:i ?bot|ibhothi|bot|irobhothi|irobot|robot|umatshini|ne ?bot|nebhothi|nerobhothi|nomatshini|ikhompyutha|nekhompyutha|i ?ai|chatbot|ne ?chatbot|ngumatshini|yirobhothi|lo ?matshini)',
    '(?:umntu|omnye|othile|umphathi|umsebenzi)(?: (?:andi|akwazi|ondi|ono|uku|kanene|wenu))* ?(?:(?:anga|ono|onoku|azo|oza|ozaku|ozo|a|o|uku)ndi(?:nced|phendul|tsalel|fowunel|thethis|cacisel)\\w*|onganced\\w*)',
    '(?:ndidlulisel\\w*|ndigqithis\\w*|ndiqhagamshel\\w*|ndidibanis\\w*)(?: \\w+){0,2} {PERSON}',
    '(?:biza|bizani|ndibizele|ndifunele)(?: \\w+)? (?:umphathi|imenenja|imaneja|umntu|abantu)',
  ],
  notPerson: [
    '(?:andidingi|andifuni|akuyomfuneko|akukho mfuneko)(?: \\w+){0,3} (?:nomntu|umntu)',
    'ndithethe (?:no|na|ne)\\w* (?:izolo|kudala|phambili)',
  ],
  angry: [
    'ndi(?:ya)?(?:ni|yi)thiy(?:a|ile)|ndithiya (?:nina|le venkile|le nkampani)',
    'ndinomsindo|ndinoburhalarhume|ndiqumbile|ndiqumbe\\w*|nindiqumbis\\w*|ndicaphuk\\w*|niyandicaphukisa|nindicaphukis\\w*|niyacaphukisa|kuyacaphukisa|uyandicaphukisa|niyadika|niyandidika|nindidikile|ndidikiwe|ndidikwe|ndikruquk\\w*|ndidinwe nini|ndidiniwe nini|nindidinile|niyandikruqula|ndikwatile|ndikwatis\\w*|ndinengekile',
    '(?:nizi|nina|ni|bazi|nima)? ?(?:izidenge|isidenge|zidenge|izinja|inja|zizinja|amasela|isela|namasela|amaxoki|ixoki|namaxoki|ababhanxa|isibhanxa|izibhanxa|inkunkuma|amagqwetha|amaqhetseba|imigulukudu|ubuvuvu|iziyatha|isiyatha)',
    '(?:ningama|nizi|nisisi|bazizi|usisi|nima|niyi)(?:sela|denge|nja|xoki|bhanxa|tsotsi|yatha)\\w*|niyaxoka|nixoka|uyaxoka|ubuxoki|niyandixokisela|nidlala ngam|nidlala ngathi|niyadlala ngam|nindenza isi\\w+|niyeba|nindibile|nindibele|nibile imali|niyaphambana|niphambene|anincedi nto|anincedi|aninceda nto|aninceki|anina ?ntloni|aninantloni|nisebenza kakubi|inkonzo embi|inkonzo embi|kakubi kakhulu|lihlazo|ihlazo|lihlazo eli|voetsek|futseki?|suka apha|msunu|masende|kwanele|sekwanele|andisoze (?:ndiphinde|ndithenge)\\w*|andiphindi ndithenge|ndidiniwe (?:nini|yinina|ngamanga|bubuxoki)|niyanyanyisa|kuyanyanyisa|fuck\\w*|shit|fokof+|niyandicekisa|nindicekisile',
  ],
  negative: [
    'andonwab\\w*|andoneliseka\\w*|andanelisek\\w*|ndiphoxek\\w*|ndidanile|ndikhathazekile|ingxaki|kukho ingxaki|ndisalindile|ndilindile|ndilinde|akukho mntu uphendulayo|aniphenduli|andifumani|ayikafiki|yaphukile|yonakele',
  ],
  asking: [
    'njani|kanjani|xa|ukuba ndi\\w*|yintoni|kwenzeka ntoni|nini|phi|ngubani|yeyiphi|ndingakwazi|ndinga\\w+|kunokwenzeka|kuthatha|kubiza|malini|ixesha elingakanani|iintsuku ezingaphi|umgaqo|ingaba|niyakwazi|kuvumelekile|ndifuna ukwazi|bendicela ukwazi|ndicela ukwazi|ndicela ukubuza|ndiyabuza',
  ],
  hypothetical: [
    'xa|kwenzeka ntoni|njani|ingaba|umgaqo|ndifuna ukwazi|ndicela ukwazi|ndicela ukubuza|ixesha elingakanani|kufuneka ndenze ntoni|ndenza ntoni',
  ],
  intents: {
    refund_request: {
      done: [
        '(?:ndifuna|ndicela|ndidinga|buyisa|buyisani|ndibuyisel\\w*|nindibuyisel\\w*|ndinik\\w*|ndiphe\\w*|sifuna|khawundibuyisel\\w*)(?: \\w+){0,3} (?:imali (?:yam|yethu|umva)|imali ibuye|imali|i ?refund|irifandi|imbuyekezo)(?: (?:umva|ibuye|yam|yonke|ngoku|nceda|ye\\w*|ya\\w*))*|ndifuna (?:i ?)?refund\\w*|(?:ndi|ni)?buyisel\\w* imali|imali yam (?:ibuye|umva|iphi|ibuyiswe|ndiyifuna)|iphi (?:na )?(?:i ?refund|imali) ?(?:yam)?|andikayifumani (?:i ?refund|imali yam)|ndirefund\\w*|nindirefund\\w*',
      ],
    },
    complaint: {
      done: [
        '(?:kushota|ishota|kushotile|ishotile|kusilela|isilela|kulahlekile|akukho|kuswele)(?: \\w+){0,4} (?:into|isixhobo|inxalenye|icandelo|isiciko|part|i part|lid|ebhokisini)|(?:into|inxalenye|isiciko|icala|i ?part|i ?lid)(?: \\w+){0,3} (?:iyashota|ishotile|ayikho|ilahlekile|isilele|isilelayo|eshotayo|engekhoyo|kushota)|(?:ifike|lifike|kufike|zifike|ndifumene|ndiyifumene|ndinikwe|nithumele|nindithumelele|nindiphathele|ilethwe|izisiwe)(?: \\w+){0,4} (?:yaphukile|iphukile|zaphukile|kwaphukile|ophukileyo|eyaphukileyo|enzakele|yonzakele|yonakele|onakeleyo|engeyiyo|engafanelekanga|engeyoyam|eyahlukileyo|ngeyiyo|ekungeyiyo|ingeyiyo|ingenanto|ivulekile|ivuliwe|kushota|ishota|engalunganga)|(?:ayiyiyo|asiyiyo|asiyonto|ayisiyiyo)(?: \\w+){0,3} (?:endi|ebendi)\\w*|bendi(?:odole|ode|thenge)\\w* .{2,40}(?:kodwa|kwafika|ndafumana|nathumela)',
        '(?:ndifuna|ndicela|ndiza)(?: \\w+){0,2} (?:ukukhalaza|ukufaka isikhalazo|isikhalazo|ukumangala)|^(?:isikhalazo|ndinesikhalazo)(?: .*)?$',
      ],
    },
    order_change: {
      done: [
        '(?:ndifuna|ndicela|ndidinga|ndiyacela|sicela|khawu\\w*|nceda)(?: \\w+){0,3} (?:\\w*rhoxis\\w*|\\w*hoxis\\w*|\\w*khansel\\w*|\\w*cancel\\w*|\\w*rhoxe\\w*)|^(?:rhoxisa|rhoxisani|khansela|cancela)(?: .*)?$|(?:rhoxisa|khansela|cancela) (?:i|le)\\w*(?: \\w+)?$',
        '(?:ndifuna|ndicela|ndidinga|khawu\\w*|nceda)(?: \\w+){0,3} \\w*(?:tshintsh|guqul|lungis)\\w*(?: \\w+){0,2} (?:i ?address|idilesi|i ?order|i ?odolo|iodolo|inombolo)(?: \\w+)*|ningayithumeli',
      ],
    },
    payment_dispute: {
      done: [
        '(?:imali|nitsal\\w*|nithath\\w*|nidons\\w*|ikhadi|kuhlawulwe|ndihlawul\\w*|ndihlawuliswe|itsal\\w*|ikhutshwe|isuswe|itsaliwe|i ?account|ibhanki)(?: \\w+){0,6} (?:kabini|kathathu|twice|double|izihlandlo ezibini)|(?:kabini|twice)(?: \\w+){0,4} (?:imali|nitsal\\w*|itsal\\w*|hlawul\\w*|nithath\\w*|ikhadi)|imali(?: \\w+){0,4} (?:iphumile|itsaliwe|imkile|isusiwe|ithathiwe|ihambile|iye)(?: \\w+){0,3} (?:kodwa|kwaye|ngaphandle)(?: \\w+){0,5}|(?:nitsale|nithathe|nindihlawulise)(?: \\w+){0,4} (?:kakhulu|eninzi|engaphezulu|engachanekanga)',
      ],
    },
    fraud: {
      done: [
        '(?:ndi|bandi|ba|ni|nindi|basi|u)(?:qhathiwe|qhathile|qhathwe|kohlisiwe|khohlisiwe|khohlis\\w+|scamiwe|scamile|scam\\w*|ebelwe|biwe|hackiwe|hekiwe|rhwaphilizwe|ludwe|qhekezwe)|(?:umntu|omnye|kukho|abantu|itsotsi|iitsotsi|isela|amasela)(?: \\w+){0,6} (?:usebenzis\\w*|osebenzis\\w*|basebenzis\\w*|sebenzis\\w*|obileyo|uthenge|othengileyo|ube|ungene|ongeneyo|u ?ode\\w*|uodole)(?: \\w+){0,4} (?:lam|yam|wam|sam|khadi|igama)|(?:i ?account|i ?akhawunti|ikhadi)(?: \\w+){0,2} (?:i|li)?(?:hackiwe|hekiwe|biwe|yebiwe|hacked|ebiwe)|(?:ukuxela|ndixela|xela)(?: \\w+){0,2} (?:ubuqhetseba|inkohliso|i ?fraud|i ?scam)|andizange ndi(?:ode|odole|thenge|odishe)\\w*',
      ],
    },
    legal: {
      done: [
        '(?:igqwetha|igqwetha lam|amagqwetha|negqwetha|kwigqwetha|lawyer|i lawyer)(?: \\w+){0,4}|ndiza kuni ?(?:mangalel|sa)\\w*|ndizakunimangalela|ndizonimangalela|ndinimangalele|(?:enkundleni|inkundla|enkantolo|emapoliseni|kwi ?ombud\\w*|kwi ?consumer\\w*)(?: \\w+){0,3}|amanyathelo (?:omthetho|asemthethweni)|inyathelo lomthetho',
      ],
    },
    privacy_request: {
      done: [
        '(?:cima|cimani|susa|susani|sula|sulani|ndicimel\\w*|ndisusel\\w*|ukucima|ukususa|nicime|nisuse|isuswe|icinywe|delete|ukudelete\\w*)(?: \\w+){0,4} (?:iinkcukacha|inkcukacha|idatha|i ?data|ulwazi|inombolo|igama|iirekhodi)(?: \\w+){0,3}|(?:iinkcukacha|idatha|i ?data|ulwazi|inombolo)(?: \\w+){0,3} (?:zam|lwam|yam)(?: \\w+){0,3} (?:zicinywe|zisuswe|isuswe|icinywe|zicime|lususwe)|(?:ndicela|ndifuna)(?: \\w+){0,4} (?:zonke|lonke|ikopi)(?: \\w+){0,5} (?:ngam|zam|lwam)|(?:isicelo se|i) ?popia',
      ],
    },
    threat: {
      done: [],
      always: [
        '(?:ndiza ku|ndizaku|ndizo|ndoku|ndiyaku|siza ku|sizaku)(?:ni|ku|m|ba)?(?:bulal|dubul|beth|tshis|limaz|enzakalis|nzakalis|hlab|hlasel|xhel)\\w*|ndiza kutshisa\\w*|ndizakutshisa\\w*|ndizotshisa\\w*|nizakufa|uzakufa|niza kufa|uza kufa|niza kuzisola|nizakuzisola|nizakubona|ndiyazi (?:apho|ukuba) (?:nihlala|uhlala|nisebenza)\\w*',
      ],
    },
    safety: {
      done: [],
      always: [
        '(?:iqhushumbile|yaqhushumba|iqhushumbe|kuqhushumbe|idubule|idubhule|iqhumile|umlilo|iyatsha|itshile|iyavutha|ivutha|ibambe umlilo|kuphuma umsi|iphuma umsi|umsi|iintlantsi|intlantsi|indishok\\w*|ishokile|yandishoka|umbane undibambile|undibethile umbane|indibethe ngombane|indibambe ngombane|nditshile|utshile|nditshisiwe|inditshisile|itshise|indenzakalis\\w*|indonzakalis\\w*|yenzakalise|ndonzakele|ndenzakele|wonzakele|wenzakele|esibhedlele|isibhedlele|indisikile|ndisikwe|iyashokha|ishokha|umntwana utshile)',
      ],
    },
    self_harm: {
      done: [],
      always: [
        'ukuzibulala|ndi(?:za ku|zaku|zo)?zibulal\\w*|ndizibulale|ndifuna ukufa|ndinqwenela ukufa|kungcono ndife|bhetele ndife|andisafuni (?:uku)?(?:phila|kuphila)|andisafuni kubakho|andisathandi ukuphila|andisaboni (?:sizathu|isizathu|ntsingiselo) sokuphila|ndizixhome|ndiza kuzixhoma|ukuphelisa ubomi bam|ndiphelise ubomi|ndizenzakalise|ukuzenzakalisa|ndizonzakalise',
      ],
    },
  },
  problem: [
    'shot\\w*|kushota|ishota|\\w*phukile\\w*|\\w*onakele\\w*|enzakele\\w*|ayisebenzi|andifumananga|andiyifumananga|ayikafiki|ingxaki|engeyiyo|iyavuza|\\w*lahlek\\w*|\\w*silela',
  ],
  orderStatus: [
    '(?:iphi|uphi|phi|ziphi|liphi)(?: \\w+){0,3} ?(?:i ?odolo|i ?order|i ?parcel|iodolo|iorder|iparcel|ipasile|impahla|ipakethe|odolo|order)|(?:i ?odolo|i ?order|i ?parcel|iodolo|iorder|iparcel|ipasile|impahla|ipakethe)(?: \\w+){0,4} (?:iphi|ifika nini|iza kufika nini|izakufika nini|ayikafiki|imkile|ithunyelwe|isendleleni|uphi)|(?:ndilandele|ukulandela|ndiyilandela|ndiyilandele|track\\w*)(?: \\w+){0,3}|iza kufika nini|izakufika nini|izofika nini|(?:ndi|si)salind\\w*(?: \\w+){0,3} (?:odolo|order|parcel|iodolo|iorder|ipasile|impahla)|isephi na',
  ],
  social: {
    greeting: [
      'molo+|molweni|mholo|mholweni|molo(?: bhuti| sisi| mama| tata)?|unjani(?: wena)?|ninjani(?: nonke)?|kunjani|ninjani namhlanje|heita|bhota|ndiphilile|siphilile|uphilile na|niphilile na|wena unjani|ukhona|nikhona|emini emnandi|maleni emnandi',
    ],
    thanks: [
      'enkosi|enkosi kakhulu|ndiyabulela|siyabulela|ndiyabulela kakhulu|ndibulela(?: kakhulu)?|ndiyanibulela|nkosi|maz enethole|mazenethole|nenze kakuhle|ninoncedo|niyanceda|nisebenza kakuhle|uthixo anisikelele|inkonzo entle|uncedo oluhle|ngokukhawuleza|ngoncedo(?: lwenu)?|ngempendulo|nenza kakuhle|umsebenzi omhle',
    ],
    acknowledgement: [
      'ewe|hayi|kulungile|kulungile ke|ok+|okay|sharp|shap|hayi ke|oh|ndiyeva|ndiyaqonda|ndivile|ndibonile|ndiyabona|kuhle|intle|kakuhle|sho|yho|yhu|tyhini|akukho ngxaki|akuyongxaki|akunani|sekulungile|sendiyifumene|ndifumene|ndiyifumene|ndiza kujonga|ndiza kulinda|ndizakulinda|hayi enkosi|ewe enkosi|kanene|ngenene|konke kuhle|kumnandi',
    ],
    goodbye: [
      'hamba kakuhle|hambani kakuhle|sala kakuhle|salani kakuhle|usale kakuhle|nisale kakuhle|ulale kakuhle|nilale kakuhle|ube nemini emnandi|ube nosuku oluhle|nibe nemini emnandi|nibe nosuku oluhle|ube nempelaveki emnandi|sobonana|siyabonana|bye|bhabhayi|rhoqo|ubusuku obuhle',
    ],
  },
  socialFillers: [
    'apho|bhuti|sisi|tata|mama|bethuna|nonke|bahlobo|mhlobo|wam|kakhulu|kwakhona|kanene|ke|wena|nina|namhlanje|ngoku|nje|kakuhle|apha|nani|nawe|ngokundinceda|ngoncedo|lwenu|lwakho|guys|team|hey|kodwa|ekhaya|mna|ndiphilile|siphilile|ndikhona|yam|lam|kusasa|emini|oko|mnumzana|nkosazana|mntase|mfondini|na|khona',
  ],
};
