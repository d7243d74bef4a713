import type { Phrases } from './types';

export const ISIZULU: Phrases = {
  parts: {
    // "nomuntu", "ne agent", "kumphathi": the word for a person with the pieces that isiZulu puts before it.
    PERSON:
      '(?:(?:kw|ng|n)?abosizo(?: \\w+)?|(?:o|no|ku)munye (?:wabo|wenu|kini|kinina|wabantu)|(?:ne|le|i|ku)?(?:lunga|qembu|thimba)(?: le\\w+)?|(?:no|nga|ngu|wu|yi|ku|kwi|na|u|lo|njengo|kuno|o)?m?(?:muntu|muntfu|phathi|menenja|eneja|sebenzi|meluleki|mmeli|sizi wabantu)|(?:no|ku|u|ko)?mu+ntu|(?:na|ku|a|kwa|nga|e)?bantu|(?:no|ne|ku|i|u)?(?:menenja|manager|supervisor|consultant|agent|operator|human|person|someone|representative)|(?:n[eoa]|i|u|ku) (?:menenja|manager|supervisor|consultant|agent|operator|human|person|someone|representative|live agent|real person|customer care)|(?:no|ku)(?:thile|munye)|(?:no|ku|u|no)?mphathi|(?:no|ku|u)?msebenzi|(?:na|ku|a)?basebenzi|kubantu)',
    TALK: '(?:\\w*khulum\\w*|\\w*xoxa|\\w*xoxe|\\w*ngxoxo|\\w*xhumana\\w*|\\w*xhumanis\\w*|\\w*dlulisel\\w*|\\w*thintan\\w*|chatta|chat|\\w*chata|\\w*bonis\\w*|\\w*xhuny\\w*|\\w*sizw[ae]\\w*|\\w*phendulw[ae]\\w*|\\w*buza|\\w*dluliselw\\w*|\\w*hlangan\\w*)',
  },
  person: [
    '^(?:ngicela |ngifuna |ngidinga )*(?:umuntu|agent|i agent|umphathi|imenenja|umuntu wangempela|umuntu ophilayo|umsebenzi)(?: \\w+)?$',
    '{TALK}(?: (?:nje|kahle|manje|ngqo|lapha|mina|futhi|i|e|ne|no|na))* {PERSON}',
    '(?:ngifuna|ngicela|ngidinga|ngiphe|ngiphen\\w*|nginik\\w*|ngitholel\\w*|bizel\\w*|ngibizel\\w*|ngilethel\\w*|ngithumel\\w*|kungcono|sicela|sifuna|ngincamela)(?: (?:nje|manje|ukuthola|ukubona|usizo|nginikwe|ukunikwa|ukusizwa|isi|ku|kwa|ng|ngosizo))* (?:lomuntu|lwomuntu|wumuntu|yumuntu|ngumuntu|{PERSON})(?! (?:olethayo|oletha|olande))',
    'umuntu (?:wangempela|ophilayo|wenyama|othile|ozo\\w*|onga\\w*|engi\\w*|wokukhuluma|azongisiza|ongisizayo|phela)',
    '(?:kukhona|ukhona|akekho|bakhona|kunomuntu|ninaye|ninomuntu|ukhona yini)(?: (?:yini|na|nje|lapho|lapha|khona))*(?: ?umuntu| omunye| abantu| oza\\w*)?(?: (?:engi\\w*|onga\\w*|ongi\\w*|osiz\\w*|wangempela|ophilayo|abanga\\w*|esinga\\w*|ozo\\w*))',
    '(?:ngishay\\w*|ngifonel\\w*|ningifonel\\w*|ungifonel\\w*|ngicela (?:ni|u)?ngifonel\\w*|ngifowun\\w*|ningishayele|bangifonele|angifonele|angishayele|bangishayele)(?: (?:ucingo|manje|umuntu|phela|bo|ngiyacela))*',
    '(?:angifuni|hhayi|hayi|ngikhathele|angikhulumi|ngeke|asifuni|awu|ayi)(?: \\w+){0,4} (?:i ?bot|ibhothi|bot|irobhothi|irobot|robot|umshini|ne ?bot|nebhothi|nerobhothi|nomshini|ikhompyutha|nekhompyutha|i ?ai|chatbot|ne ?chatbot|wumshini|yirobhothi|lo ?mshini|yomshini)',
    '(?:umuntu|omunye|othile|umphathi|umsebenzi)(?: (?:angi|akwazi|ongi|onga|uku|phela|wenu))* ?(?:(?:anga|onga|azo|ozo|a|o|uku)ngi(?:siz|phendul|fonel|shayel|xoxis|thint|chazel)\\w*|angisiz\\w*|ukungisiza|ozosiza|angiphendule|angifonele)',
    '(?:ngidlulisel\\w*|ngedlulisel\\w*|ngixhum\\w*|ngihlangan\\w*)(?: \\w+){0,2} {PERSON}',
    '(?:biza|bizani|ngibizele|ngitholele)(?: \\w+)? (?:umphathi|imenenja|umuntu|abantu)',
  ],
  notPerson: [
    '(?:angidingi|angifuni|akudingeki|asikho isidingo)(?: \\w+){0,3} (?:nomuntu|umuntu)',
    'ngikhulume (?:no|na|ne)\\w* (?:izolo|kade|phambilini)',
  ],
  angry: [
    'ngi(?:ya)?(?:ni|si|yi)zonda|ngi(?:ya)?(?:si|yi)zonda (?:lesi|le)(?: ?\\w+)?|ngizonda (?:nina|lesi|isitolo|le)\\w*',
    'ngithukuthel\\w*|ngiyathukuthela|nithukuthelis\\w*|ningithukuthelis\\w*|ngicasuk\\w*|ngicasukile|ni(?:ya)?ngicasul\\w*|uyangicasula|niyacasula|kuyacasula|iyangicasula|ngicikek\\w*|niyacika|niyangicika|ningicikile|nengekile|nginengwa|nginengek\\w*|niyanenga|ngidikwe|ngidikiwe|ngidinwe yini|ngidiniwe yini|niyangidina|niyangidika|ningidinile',
    '(?:niyi|nina|beniyi|ni|yi|bayi)? ?(?:izilima|isilima|izinja|inja|izithutha|isithutha|amasela|isela|amaqola|iziphukuphuku|isiphukuphuku|abaqambi bamanga|amanga|udoti|imfucuza|amavila|izigebengu|isigebengu)',
    '(?:ningama|niyiz|niyizi|nizi|bayizi|uyisi|niyisi)(?:sela|lima|nja|thutha|xoki|gebengu|qola|vila|hlanya)\\w*|niqamba amanga|niyaqamba|ninamanga|uqamba amanga|niyangiqambela|nidlala ngami|nidlala ngathi|ningidlala|niyadlala ngami|niyangidlala|nisidlalela|nisenza iziphukuphuku|ningenza isi\\w+|niyantshontsha|niyeba|ningebele|ningintshontshele',
    'voetsek|futseki?|fusegi|suka lapha|hamba uyo\\w*|msunu|masimba|nisile|niyahlanya|nihlanya|anisizi ngalutho|anisizi lutho|anilutho|nenza kabi|nisebenza kabi|isevisi embi|usizo olubi|kabi kabi|ngeke ngiphinde ngithenge|angisoze (?:ngaphinda|ngithenge)\\w*|ngikhathele (?:yini|inina|yinina|amanga|ukuzwa)|sengikhathele yi\\w*|sekwanele|kwanele manje|lihlazo|ihlazo|yihlazo|anginandaba nani|(?:ni|aninaz?o) ?hloni|aninamahloni|nidakiwe|niyanyanyisa|kuyanyanyisa|fuck\\w*|shit|fokof+',
  ],
  negative: [
    'angijabul\\w*|angigculis\\w*|angenelis\\w*|ngiphatheke kabi|ngikhathazekile|inkinga|kunenkinga|ngisalindile|ngilindile|sengilinde|akekho ophendulayo|aniphenduli|angitholi|alikafiki|ayikafiki|yephukile|yaphukile|ngidumele|ngidumazekile',
  ],
  asking: [
    'kanjani|njani|uma|yini|kwenzenjani|nini|kuphi|ngubani|ubani|yiphi|yimuphi|ngingakwazi|ngingaku\\w*|ngingayi\\w*|ngingali\\w*|kungenzeka|kuthatha|kubiza|malini|isikhathi esingakanani|izinsuku ezingaki|inqubomgomo|ingabe|niyakwazi|kuyavunyelwa|ngabe|ngifuna ukwazi|bengicela ukwazi|ngicela ukwazi|ngicela ukubuza|kuya ngokuthini|yini okumele',
  ],
  hypothetical: [
    'uma|kwenzenjani|kwenzekani|kanjani|njani|ingabe|inqubomgomo|ngabe|ngifuna ukwazi|ngicela ukwazi|ngicela ukubuza|isikhathi esingakanani|yini okumele|ingangabe',
  ],
  intents: {
    refund_request: {
      done: [
        '(?:ngifuna|ngicela|ngidinga|buyisa|buyisani|ngibuyisel\\w*|ningibuyisel\\w*|nginik\\w*|ngiphe\\w*|ngikhokhel\\w*|sifuna)(?: \\w+){0,3} (?:imali (?:yami|yethu|emuva)|imali ibuye|imali|i ?refund|irifandi|imbuyiselo)(?: (?:emuva|ibuye|yami|yonke|manje|phela|ngiyacela|ye\\w*|ya\\w*))*|ngifuna (?:i ?)?refund\\w*|(?:ngi|ni)?buyisel\\w* imali|imali yami (?:ibuye|emuva|iphi|ibuyiswe|ngifuna)|iphi (?:i ?refund|imali) ?(?:yami)?|ngikhokhele imali yami|angikayitholi (?:i ?refund|imali yami)|ngirefund\\w*|ningirefund\\w*',
      ],
    },
    complaint: {
      done: [
        '(?:kushoda|ishoda|kushodile|kuyashoda|ishodile|kunokushodayo)(?: \\w+){0,4}|(?:ifike|lifike|kufike|zifike|ngithole|ngiyithole|ngilithole|nginikwe|nithumele|ningithumelele|ningilethele|ilethwe|lilethwe)(?: \\w+){0,4} (?:yaphukile|liphukile|iphukile|yephukile|zaphukile|kwaphukile|limele|ilimele|lilimele|onakele|yonakele|engafanele|okungafanele|okungesikho|engesiyo|engeyona|engalungile|okungalungile|okungekhona|okwehlukile|ehlukile|ephukile|efile|ingenalutho|kushoda|ishoda|vulekile|ivuliwe)|(?:akusiyo|akuyona|akusikho|ayisiyo|akusilo)(?: \\w+){0,3} (?:engiyi|engili|engiku|ebengi)\\w*|bengi(?:oda|odile|thenge|theng)\\w* .{2,40}(?:kodwa|kwafika|ngathola|nathumela)',
        '(?:ngifuna|ngicela|ngizofaka|ngithanda)(?: \\w+){0,2} (?:ukukhalaza|ukufaka isikhalazo|ukufaka isikhalo|isikhalazo)|^(?:isikhalazo|nginesikhalazo|nginesikhalo)(?: .*)?$',
      ],
    },
    order_change: {
      done: [
        '(?:ngifuna|ngicela|ngidinga|ngiyacela|sicela|ngicela ni)(?: \\w+){0,3} (?:\\w*khansel\\w*|\\w*cancel\\w*|\\w*hoxis\\w*)|^(?:khansela|khanselani|cancela)(?: .*)?$|(?:khansel\\w*|cancel\\w*|ngikhanselel\\w*) (?:i|le|lelo|leyo|yami|li)?(?: |)?(?:oda|order|i oda|i order|ioda|iorder)(?: (?:yami|lami))?(?: \\w+)?$',
        '(?:ngifuna|ngicela|ngidinga|ngicela ni)(?: \\w+){0,3} \\w*(?:shintsh|guqul|lungis)\\w*(?: \\w+){0,2} (?:i ?address|ikheli|ikheyli|idilesi|i ?order|i ?oda|inombolo)(?: \\w+)*|ningathumeli (?:i|le)\\w*',
      ],
    },
    payment_dispute: {
      done: [
        '(?:imali|nidons\\w*|nikhiph\\w*|nithath\\w*|i?khadi|kukhokhwe|ngikhokh\\w*|ngikhokhiswe|idons\\w*|ikhishwe|isuswe|idonsiwe|i ?account|ibhange)(?: \\w+){0,6} (?:kabili|kibili|kathathu|ka2|twice|double|izikhathi ezimbili)|(?:kabili|kibili|twice)(?: \\w+){0,4} (?:imali|nidons\\w*|idons\\w*|khokh\\w*|nithath\\w*|ikhadi)|imali(?: \\w+){0,4} (?:iphumile|idonsiwe|isukile|isusiwe|ithathiwe|ihambile|yaphuma)(?: \\w+){0,3} (?:kodwa|futhi|ngaphandle)(?: \\w+){0,5}|(?:nidonse|nithathe|ningikhokhise)(?: \\w+){0,4} (?:kakhulu|eningi|okungaphezulu|engalungile|ngaphezulu)',
      ],
    },
    fraud: {
      done: [
        '(?:ngi|bangi|ba|ni|ningi|basi|u)(?:qolile|qoliwe|khwabaniswe|khwabanisiwe|scamiwe|scamile|scam\\w*|ntshontshelwe|khohlisiwe|khohlis\\w+|dlisiwe|duniwe|ebelwe|hackiwe|hekiwe|qilile|qiliwe)|(?:umuntu|othile|omunye|kukhona|abantu|isigebengu|izigebengu)(?: \\w+){0,6} (?:usebenzis\\w*|osebenzis\\w*|basebenzis\\w*|ontshontsh\\w*|uthenge|othenge|u ?ode\\w*|uode|o ?ode|ungene|ongene)(?: \\w+){0,4} (?:lami|yami|wami|sami|khadi|igama)|(?:i ?account|i ?akhawunti|ikhadi)(?: \\w+){0,2} (?:i|li)?(?:hackiwe|hekiwe|ntshontshiwe|yebiwe|hacked|ntshontshwe)|(?:ukubika|ngibika|bika)(?: \\w+){0,2} (?:ukukhwabanisa|inkohliso|i ?fraud|i ?scam)|angikaze ngi ?ode\\w*|angizange ngi (?:ode|thenge|oda)\\w*|angizange ngithenge',
      ],
    },
    legal: {
      done: [
        '(?:ummeli|ummeli wami|abameli|nommeli|kummeli|umeli wami|lawyer|i lawyer)(?: \\w+){0,4}|ngizo(?:ni)?mangalel\\w*|ngizonimangalela|ngizoyisa (?:enkantolo|emthethweni)|(?:enkantolo|inkantolo|nasenkantolo|emaphoyiseni|e ?ombud\\w*|kwi ?ombud\\w*|kuma ?consumer\\w*)(?: \\w+){0,3}|isinyathelo somthetho|izinyathelo zomthetho',
      ],
    },
    privacy_request: {
      done: [
        '(?:sula|sulani|susa|susani|ngisul\\w*|ngisusel\\w*|nisule|nisuse|ukususa|ukusula|cima|cimani|hlakaza|isuswe|isulwe|delete|deletani|ukudelete\\w*)(?: \\w+){0,4} (?:imininingwane|imininingo|idatha|i ?data|ulwazi|inombolo|igama|amarekhodi)(?: \\w+){0,3}|(?:imininingwane|idatha|i ?data|ulwazi|inombolo)(?: \\w+){0,3} (?:yami|lwami)(?: \\w+){0,3} (?:isuswe|isulwe|sulwa|suswa|lususwe|icinywe)|(?:ngicela|ngifuna)(?: \\w+){0,4} (?:yonke|lonke|ikhophi)(?: \\w+){0,5} (?:ngami|yami|lwami)|(?:isicelo se|i) ?popia',
      ],
    },
    threat: {
      done: [],
      always: [
        'ngizo(?:ni|ku|m|ba)?(?:bulal|dubul|shay|shis|limaz|gwaz|hlasel|nqum)\\w*|ngi(?:zo)?yo?(?:shisa|dubula)(?: \\w+){0,3} (?:isitolo|ihhovisi|indlu|wonke)|ngizoshisa\\w*|sizo(?:ni|ku)?(?:bulal|shis|shay)\\w*|nizofa|uzofa|nizokufa|nizozisola|uzozisola|nizobona|ngizonithola|ngiyazi (?:lapho|ukuthi) (?:nihlala|uhlala|nisebenza)\\w*',
      ],
    },
    safety: {
      done: [],
      always: [
        '(?:iqhumile|liqhumile|yaqhuma|laqhuma|iyaqhuma|kuqhume|iqhume|umlilo|iyasha|ishile ngomlilo|iyavutha|ivutha|ibambe|kuphuma intuthu|iphuma intuthu|intuthu|isiphuma intuthu|izinhlansi|inhlansi|ingishok\\w*|ishokile|yangishoka|ugesi wangibamba|ugesi ungibambile|ungibambile ugesi|ingibambe ngogesi|ngishile|ushile|ngishisiwe|ingishisile|ishise|ingilimaz\\w*|ilimaze|ngilimele|ulimele|esibhedlela|isibhedlela|ingisikile|ngisikeke|iyashokha|ishokha)',
      ],
    },
    self_harm: {
      done: [],
      always: [
        'uku(?:zi)?zibulala|ukuzibulala|ngi(?:zo)?zibulal\\w*|ngizibulale|ngifuna ukufa|ngifisa ukufa|kungcono ngife|angcono ngife|angisafuni (?:uku)?(?:phila|kuphila)|angisathandi ukuphila|angisaboni (?:sizathu|isizathu|mqondo) sokuphila|ngizoziphanyeka|ngiziphanyeke|ukuqeda ngempilo yami|ngiqede ngempilo|ngizilimaze|ukuzilimaza|ngiyozibulala|impilo yami ayisenamqondo',
      ],
    },
  },
  problem: [
    'shod\\w*|kushoda|ishoda|\\w*phukile|\\w*onakele|limele|\\w*limele|ayisebenzi|alisebenzi|angitholanga|angiyitholanga|angilitholanga|ayikafiki|alikafiki|inkinga|engesiyo|okungesikho|iyavuza|\\w*lahlek\\w*',
  ],
  orderStatus: [
    '(?:iphi|likuphi|ikuphi|uphi|kuphi|liphi|ziphi|ikuphi)(?: \\w+){0,3} ?(?:i ?oda|i ?order|i ?parcel|ioda|iorder|iparcel|iphasela|impahla|ipakethe|oda|order)|(?:i ?oda|i ?order|i ?parcel|ioda|iorder|iparcel|iphasela|impahla|ipakethe)(?: \\w+){0,4} (?:iphi|likuphi|ikuphi|ifika nini|izofika nini|lifika nini|lizofika nini|ayikafiki|alikafiki|isuke|ithunyelwe|isendleleni|uphi)|(?:ngilandele|ukulandela|ngiyilandele|track\\w*)(?: \\w+){0,3}|izofika nini|lizofika nini|(?:ngi|si)salind\\w*(?: \\w+){0,3} (?:oda|order|parcel|ioda|iorder|iphasela|impahla)|isikuphi|selikuphi|usukuphi|isiphi|ikuphi|seyikuphi',
  ],
  social: {
    greeting: [
      'sawubona|sanibona|sanibonani|sawubonani|saubona|sabona|saw ?bona|unjani(?: wena)?|ninjani(?: nonke)?|kunjani|ninjani namhlanje|heita|heyita|ekuseni|intambama|awe|wola|eita|ngiyaphila|siyaphila|wena unjani|ukhona|nikhona',
    ],
    thanks: [
      'ngiyabonga|siyabonga|ngiya ?bonga|ngibonga(?: kakhulu)?|kubonga mina|ngiyabonga kakhulu|siyabonga kakhulu|ngiyanibonga|nenze kahle|niwusizo|niyasiza|nisebenza kahle|ninosizo|unkulunkulu anibusise|isevisi enhle|usizo oluhle|ngokushesha|ngosizo(?: lwenu)?|ngempendulo|nibahle|nenza kahle|umsebenzi omuhle',
    ],
    acknowledgement: [
      'yebo|cha|kulungile|kulungile ke|ok+|okay|sharp|shap|awu|hawu|oh|ngiyezwa|ngiyaqonda|ngizwile|ngibonile|kuhle|kuhle kakhulu|kuhle lokho|muhle|kahle|sho|eish|ay|ei|hayi ke|akunankinga|ayikho inkinga|akunandaba|sekulungile|sengiyitholile|sengilitholile|ngitholile|ngiyitholile|ngizobheka|ngizolinda|ngizoku\\w+|hhayi|cha ngiyabonga|yebo ngiyabonga|impela|ngempela|kuzwakele|konke kuhle',
    ],
    goodbye: [
      'hamba kahle|hambani kahle|sala kahle|salani kahle|usale kahle|nisale kahle|ulale kahle|nilale kahle|ube nosuku oluhle|nibe nosuku oluhle|ube nempelasonto enhle|sizobonana|sobonana|bye|bhabhayi|ngizonibona|kuze kube ngokuzayo|ubusuku obuhle',
    ],
  },
  socialFillers: [
    'lapho|apho|bafo|mfowethu|sisi|bhuti|baba|mama|nonke|bakwethu|bangani|mngani|wami|kakhulu|futhi|phela|ke|wena|nina|namhlanje|manje|nje|kahle|bo|lapha|nani|nawe|ngokungisiza|ngosizo|lwenu|lwakho|madoda|guys|team|hey|kodwa|ekhaya|mina|ngiyaphila|siyaphila|ngikhona|yami|lami|impela|nemini|emini|nonyaka|lokho|leyo|mnumzane|nkosazana|khona',
  ],
};
