import type { Phrases } from './types';

export const AFRIKAANS: Phrases = {
  parts: {
    PERSON:
      '(?:mens|mense|span|kollega|kollegas|medewerker|medewerkers|werknemer|werknemers|dame|dames|ondersteuningspan|een van julle(?: mense)?|persoon|persone|iemand|agent|agente|konsultant|konsultante|operateur|verteenwoordiger|bestuurder|baas|eienaar|toesighouer|human|person|someone|consultant|manager|agent|personeel|personeellid|spanlid|ondersteuning|klientediens|klientesorg|hulplyn)',
    A: '(?:(?:n|die|een|julle|jul|enige|regte|lewende|lewendige|egte|ware|werklike|ander|fisiese|van|span|iemand|met|aan|by|na|vir|in|se|asseblief|asb|senior|gewone) )*',
    TALK: '(?:praat|gesels|klets|chat|kommunikeer|deursit|deurskakel|deursit|skakel|verbind|kontak|koppel|oorhandig|oorplaas|stuur|sit)',
    ITEM: '(?:onderdeel|onderdele|deel|stuk|stukke|item|items|deksel|deksels|skroef|skroewe|handvatsel|prop|mandjie|boks|pakkie|pakket|bestelling|ketel|pot|rooster|broodrooster|iets|een|helfte|goed|goeters|produk|beker|bekers|bord|borde|glas|dit)',
    BROKEN: '(?:beskadig|beskadigde|gekraak|geskeur|gebars|ingeduik|onvolledig|gekrap|gebuig|verkrummel)',
    ARRIVED: '(?:stukkend|gebreek|gebreekte|leeg|oop|gebruik|vuil|nat|middeldeur)',
    WANT: '(?:ek (?:wil|soek|moet|eis|versoek|verlang|verwag|vra|sal graag)|wil graag|graag|asseblief|asb|gee|kan julle|kan jy|sal julle|julle moet|jy moet)',
  },
  person: [
    '{PERSON}(?: \\w+){0,4} (?:in die hande kry|te pakke kry|te spreek|spreek|in die hande te kry)|(?:hulp|bystand|antwoord|gehelp|bygestaan) (?:van|deur) {A}{PERSON}',
    '(?:soek|wil|kry|gee|stuur|verkies|benodig)(?: (?:vir|my|ons|asb|asseblief|net|liewer|graag|nou|praat|met))* (?:iemand|een) (?:van|by|uit|in|wat) (?:julle|jul|die|klientediens|klientesorg|ondersteuning|regtig|my|kan|weet|verstaan)',
    '^(?:{A})?(?:agent|mens|persoon|konsultant|operateur|bestuurder|n mens|regte mens)(?: asseblief| asb| nou| dankie)*$',
    '{TALK}(?: (?:my|ons|nou|asb|asseblief|graag|net|eers|liewer|eerder|deur|dit))* (?:met|na|aan|vir|by|deur na|oor na) {A}{PERSON}',
    '(?:met|na|aan) {A}{PERSON}(?: (?:in|van|by|se|julle|jul|span|winkel|asseblief|asb|nou|wat|anders|daar|weet|eerder|liewer|graag|net|wil|kan|ondersteuning|winkel|hieroor|daaroor|hierdie))* (?:bespreek|uitsorteer|opneem|in verbinding|praat|gesels|klets|chat|kommunikeer|te doen kry|verbind|deurgesit|deurgeskakel|deursit|deurskakel|deurgestuur|gekoppel|gesels word)',
    '(?:soek|wil|kry|gee|stuur|verkies|benodig|nodig|eis|laat)(?: (?:vir|my|ons|he|asb|asseblief|net|liewer|eerder|graag|nou|hulp|van|dat|hulp van))* (?:n |die |julle |jul |een |asb )*(?:regte |lewende |lewendige |egte |ware |werklike |gewone )*(?:mens|persoon|agent|konsultant|operateur|bestuurder|verteenwoordiger|toesighouer)(?! (?:se|het gese|kan dit (?:afhaal|teken)))',
    '(?:kan|sal|mag|moet|laat|vra|wil|kry)(?: (?:asb|asseblief|dat|julle|ek|he|net|dalk))* (?:iemand|n mens|n persoon|n konsultant|n agent|n bestuurder|julle bestuurder|die bestuurder|een van julle(?: mense)?)(?: (?:asb|asseblief|net|daar|van|julle|die|kantoor|in|span|regtig|dalk|vir|nou|gou))* (?:my|ons)(?: (?:asb|asseblief|net|nou|vandag|gou|terug|tog|dringend|dalk))* (?:bel|skakel|kontak|terugbel|terugskakel|help|bystaan|antwoord|whatsapp|terugkontak|laat weet)(?: (?:asb|asseblief|nou|vandag|daarmee|hiermee|met dit|dringend))*$',
    '(?:bel|skakel|kontak) (?:my|ons)(?: (?:terug|asb|asseblief|nou|vandag|dringend|gou))*$',
    '(?:kan|sal|wil|moet) (?:julle|jy|iemand|u)(?: (?:asb|asseblief|net|dalk))* (?:my|ons) (?:asb |asseblief |net |gou )*(?:bel|terugbel|skakel|terugskakel)',
    '(?:verbind|koppel|skakel|sit|stuur|deursit) (?:my|dit) (?:asb |asseblief )*(?:deur|oor|aan)(?: (?:na|aan|met))? {A}{PERSON}',
    '(?:sit|skakel) my (?:asb |asseblief )*deur|verbind my',
    '(?:is daar|sit daar|het julle) (?:nie )?(?:enige |dalk |n |regtig |iewers )*(?:iemand|mens|mense|persoon|konsultant|regte mens|lewende mens|agent)(?: (?:wat|met|daar|beskikbaar|aan|by|om|hier|regtig|ek))',
    '(?:nie|sonder|moeg vir|sat vir|genoeg van|eerder as|in plaas van|liewer as|haat)(?: (?:met|n|die|hierdie|simpel|dom|dooie|jou|julle|so|vir|van|wil|meer|praat|om|te))* (?:robot|robotte|masjien|masjiene|rekenaar|bot|chatbot|bots|outomatiese)(?! (?:nie )?(?:bestel|koop|werk))',
    '(?:regte|lewende|lewendige|egte|ware) (?:mens|persoon|mense|konsultant)(?: (?:asb|asseblief|nou|praat))*$',
    '(?:mens|persoon|konsultant|iemand|bestuurder|agent) (?:asseblief|asb)$',
    'eskaleer(?: (?:dit|hierdie|my|die))*|(?:roep|kry|haal) (?:asb |asseblief )*(?:julle|jul|die|n) (?:bestuurder|baas|eienaar)',
    'menslike (?:hulp|bystand|agent|konsultant|kontak|ondersteuning)',
  ],
  notPerson: [
    'praat ek (?:nou |regtig )*met (?:n )?(?:regte )?(?:mens|persoon|robot|masjien)(?: of (?:n )?\\w+)?$',
    '(?:wil|hoef|moet) (?:nie|ek nie) (?:met )?(?:n |die )?(?:mens|iemand|persoon|konsultant|agent) (?:nie )?(?:praat|hoef|nodig)',
    '(?:tot|van|vanaf|om) (?:hoe laat|wanneer|watter tyd) (?:kan|mag) (?:ek|ons|mens|n mens) .*(?:praat|bel|skakel).*',
    '(?:het|gister|reeds) (?:ek )?(?:gister |reeds |al |klaar )*met (?:n |die |julle |iemand |een )*(?:mens|persoon|konsultant|agent|dame|iemand|span)? ?(?:van julle )?gepraat',
    '(?:kan|mag|moet|sal) (?:n )?(?:mens|iemand anders|iemand|my \\w+) (?:\\w+ ){0,4}(?:teken|afhaal|kom haal|haal|ontvang|optel|bestel|betaal|koop|ruil|terugstuur|kry|sien|gebruik)',
    'hoe (?:kan|kry|doen|maak|weet|betaal|bestel|stuur) n mens',
    '(?:as|wanneer|waar|wat|hoeveel|of) (?:n )?mens',
  ],
  angry: [
    'gatvol|vies vir julle|voe?rtsek|voetsek|fok\\w*|befok\\w*|bliksem\\w*|donners?e?|moer se|de moer in|hel in|poes\\w*|kak|vrot|drek|snert|twak|se gat|jou ma|vlieg in jou|gaan bars|verdomde?|blerrie|bleddie|helse',
    'haat (?:julle|jul|hierdie|die|jou)(?: (?:simpel|dom|hele|aanlyn))* (?:winkel|maatskappy|besigheid|diens|plek|mense)|ek haat (?:julle|jul)$',
    '(?:siek en sat|keelvol|buikvol|moeg en sat|moeg vir julle|sat vir|genoeg gehad|sat van|gatkant)',
    '(?:julle|jul|jy|die|hierdie|u) (?:\\w+ ){0,3}?(?:is|was) (?:\\w+ ){0,3}?(?:nutteloos|useless|pateties|skelms|skelm|diewe|dief|leuenaars|leuenaar|kruks|boewe|dom|onnosel|idiote|vrot|swak|hopeloos|belaglik|n grap|n klug|n skande|skandelik|onbeskof|onbevoeg|walglik|gemors|rommel|verskriklik|vreeslik|aaklig|power)',
    '(?:swak|vrot|pateties\\w*|slegste|swakste|verskriklike|vreeslike|aaklige|power|walglike|belaglike|onaanvaarbare|vieslike|kak) (?:diens|winkel|maatskappy|besigheid|klientediens|ondervinding|plek|hantering)',
    'mors (?:net |nou )?(?:van )?(?:my|ons|n mens se) (?:tyd|geld)|tydmors|vermorsing',
    '(?:ek is|ek raak|maak my|ek word|ons is|regtig|so) (?:\\w+ ){0,3}?(?:woedend|kwaad|briesend|rasend|vies|smoorkwaad|die moer in|die hel in|die josie in|ontstoke|omgekrap|hoogs ontevrede)',
    '(?:onaanvaarbaar|belaglik|skandelik|skande|absurd|ongehoord|walglik)',
    '(?:hoe durf|is julle (?:dom|doof|blind|mal|onnosel)|bly stil|hou op lieg|julle lieg|gelieg|nooit weer (?:\\w+ ){0,3}(?:koop|bestel|by julle|ondersteun)|nooit weer by julle)',
    '(?:niemand|nie een) (?:daar |van julle |by julle )*(?:gee|worry|steur|voel) ?(?:om|n)?',
    '(?:watse|watter soort|noem julle dit) (?:n )?(?:diens|besigheid|winkel|grap)',
  ],
  negative: [
    'ontevrede|teleurgesteld|teleurstellend|gefrustreerd|frustreer\\w*|ongelukkig|nie gelukkig|nie tevrede|nie beindruk|wag nog|wag al|al weer|derde keer|hoeveel keer|niemand antwoord|geen antwoord|probleem|stukkend|gebreek|kort|verkeerd\\w*|irriteer\\w*|bekommerd|swak diens|sukkel',
  ],
  asking: [
    'hoe (?:kan|werk|lank|doen|maak|moet|gaan|kry|stuur|laat|ruil|kanselleer|verander|rapporteer|weet|word|n)|wat (?:as|is|gebeur|moet|maak|word|kan|doen|beteken)|wanneer (?:kan|word|moet|sal|is|kry)|waar (?:kan|moet|is|stuur)|wie (?:betaal|moet|kan)|watter|hoekom',
    '(?:kan|mag|moet|sal|hoef) (?:ek|ons|n mens|mens|iemand|my|dit|die)(?! asb| asseblief)|is dit (?:moontlik|reg|veilig)|is daar|het julle|word (?:dit|n|die)|doen julle|gee julle|bied julle|neem julle',
    'as (?:ek|dit|daar|iets|my|n|die|mens)|indien|ingeval|beleid|prosedure|proses|verduidelik|wil (?:graag |net )*weet|wonder|nuuskierig|vra maar net|sou',
  ],
  hypothetical: [
    'as|indien|ingeval|sou|wat gebeur|hoe (?:kan|moet|lank|maak|doen|rapporteer|meld|weet)|wanneer (?:n|iets|items)|beleid|prosedure|is dit|is hierdie|wat is (?:die|julle)|word|moet ek|het julle|doen julle|wil weet|wonder',
  ],
  intents: {
    refund_request: {
      done: [
        '{WANT} (?:(?:my|n|die|al|alles|volle|vol|julle|asb|asseblief|graag|net|nou|dat|vir|he|terug|ons|geld|eis|dadelik|onmiddellik) )*(?:geld terug|terugbetaling|terugbetaal|refund|terug he|teruggee)',
        '(?:gee|betaal|stuur) (?:vir )?(?:asb |asseblief )?(?:my|ons|al my)(?: \\w+){0,3} (?:geld )?terug|(?:my|ons) geld (?:\\w+ )?terug(?: (?:he|asb|asseblief|nou|kry))+|(?:betaal|gee) my (?:asb |asseblief |dadelik )?terug',
        '^(?:refund|terugbetaling|geld terug)(?: asb| asseblief| nou)*$',
        '(?:waar is|wag (?:nog|al|steeds)(?: \\w+){0,4} (?:vir|op)|nog nie|nooit|geen) (?:my |die |n )*(?:geld|terugbetaling|refund)(?: (?:terug|gekry|ontvang|nie))*',
      ],
    },
    complaint: {
      done: [
        '(?:daar|dit|die|my|n|twee|een|drie)? ?{ITEM}(?: \\w+){0,3} (?:kort|ontbreek|makeer|is weg|vermis|nie in)|(?:daar )?(?:kort|ontbreek|makeer)(?: \\w+){0,2} (?:n|die|een|twee|iets|drie|vier) ?\\w*',
        '(?:het|is|was|kom|gekom|aangekom|gekry|ontvang|afgelewer)(?: \\w+){0,5} {BROKEN}|(?:kom|gekom|aangekom|gekry|ontvang|afgelewer|opgedaag)(?: \\w+){0,4} {ARRIVED}|(?:{BROKEN}|{ARRIVED})(?: \\w+)? (?:aangekom|gekry|ontvang|afgelewer|gekom|opgedaag)',
        '{ITEM}(?: \\w+){0,4} (?:weg|nie by nie|nie in die boks|nie daar nie|nie saam|nie binne)|(?:daar is|is) (?:n |die )?{ITEM}(?: \\w+){0,2} weg',
        '(?:verkeerde|ander)(?: \\w+){0,3} (?:gestuur|gekry|ontvang|afgelewer|gekom|in die boks)|(?:gestuur|gekry|ontvang|afgelewer)(?: \\w+){0,3} verkeerde',
        'nie (?:wat|die een wat) ek bestel|ek het .{2,40} bestel (?:maar|en) .{1,40}(?:gekry|ontvang|gestuur)|halwe bestelling|helfte van my',
        '(?:wil|moet|gaan|graag)(?: \\w+){0,4} (?:kla|klagte (?:le|indien|maak|aanmeld|inlewer))|^(?:klagte|ek het n klagte)(?: .*)?$',
      ],
    },
    order_change: {
      done: [
        '(?:{WANT})(?: \\w+){0,6} (?:kanselleer|gekanselleer|stop)(?! nie)|^(?:asb |asseblief )*kanselleer(?: .*)?$|kanselleer (?:asb |asseblief )*(?:my|die|dit|bestelling)(?: \\w+){0,4} ?(?:asb|asseblief|\\d+)|moenie (?:my |die |dit )*(?:\\w+ )?(?:stuur|uitstuur|aflewer)',
        '(?:{WANT})(?: \\w+){0,3} (?:my|die|ons) (?:\\w+ ){0,2}?(?:bestelling|adres|afleweringsadres|nommer|kleur)(?: \\w+){0,6} (?:verander|wysig|wissel|regmaak|opdateer|aanpas)|(?:verander|wysig) (?:asb |asseblief )+(?:my|die)|(?:verander|wysig) (?:asb |asseblief )*(?:my|die) (?:\\w+ )?(?:adres|bestelling)(?: \\w+){0,3} (?:na|asb|asseblief)',
        '(?:voeg|haal|sit)(?: \\w+){0,6} (?:by|af|uit) (?:my|die) bestelling',
      ],
    },
    payment_dispute: {
      done: [
        '(?:twee ?keer|twee maal|dubbel|drie keer|2 keer|2x)(?: \\w+){0,4} (?:afgetrek|gehef|betaal|gedebiteer|afgegaan|gevat|geneem|gevra|van my)|(?:afgetrek|gehef|betaal|gedebiteer|geld|afgegaan|rekening|kaart|debiteer)(?: \\w+){0,5} (?:twee ?keer|twee maal|dubbel|drie keer|2 keer)',
        '(?:geld|betaling|bedrag)(?: \\w+){0,4} (?:af|afgetrek|afgegaan|gevat|geneem|weg|deur)(?: \\w+){0,4} (?:maar|en|nogtans)(?: \\w+){0,5} (?:geen|nie|niks|nog)|(?:te veel|verkeerde bedrag|meer as)(?: \\w+){0,3} (?:afgetrek|gehef|gevat|geneem|gevra|betaal)|oorgehef|dispuut|(?:betwis|dispuut)(?: \\w+){0,3} (?:betaling|transaksie|heffing|aftrekking)',
      ],
    },
    fraud: {
      done: [
        '(?:ek|ons|my \\w+) (?:is|was|het) (?:\\w+ )?(?:bedrieg|gescam|scam|ingedoen|verneuk|gehack|gekul|beroof)|(?:iemand|hulle|n skelm|skelms|n ander persoon)(?: \\w+){0,5} my (?:\\w+ )?(?:kaart|rekening|naam|nommer|besonderhede|profiel|bankkaart)(?: \\w+){0,4} (?:gebruik|gehack|gesteel|gekloon|bestel)|my (?:kaart|rekening|profiel)(?: \\w+){0,2} (?:gehack|gekloon|gesteel|gekraak)',
        'ek het (?:nie|nooit)(?: \\w+){0,4} (?:bestelling|bestel|gekoop|aankoop|betaling)(?: \\w+){0,3} ?(?:geplaas|gemaak|nie)|(?:bedrog|scam) (?:aanmeld|rapporteer)|(?:meld|rapporteer)(?: \\w+){0,3} (?:bedrog|scam)|julle het my (?:bedrieg|verneuk|gescam|beroof)|geld (?:verloor|betaal|inbetaal|oorbetaal)(?: \\w+){0,6} (?:bedrog|scam|vals|bedrieer\\w*|skelms?)',
      ],
    },
    legal: {
      done: [
        '(?:my|ons|n) (?:prokureur|prokureurs|advokaat|regspan)(?: \\w+){0,4}|regstappe|regsaksie|regsbriewe|dagvaar\\w*|aanmaning|(?:sien|neem|vat|sleep)(?: \\w+){0,5} (?:in |na |voor )?(?:die )?(?:kleineise ?hof|kleineisehof|hof|hooggeregshof)|(?:meld|rapporteer|aanmeld|gaan|stap|vat|neem|kla)(?: \\w+){0,6} (?:ombud\\w*|verbruikers\\w*|polisie|nasionale verbruiker\\w*)(?: \\w+)*|kleineisehof|julle (?:dagvaar|hof toe)',
      ],
    },
    privacy_request: {
      done: [
        '(?:verwyder|vee|skrap|delete|wis|vernietig|haal)(?: \\w+){0,4} (?:my|ons)(?: \\w+){0,3} (?:data|inligting|besonderhede|nommer|naam|rekords|gegewens|profiel)|(?:my|al my)(?: \\w+){0,3} (?:data|inligting|besonderhede|nommer|gegewens)(?: \\w+){0,4} (?:verwyder|uitvee|geskrap|skrap|uitgevee|delete|vernietig|uitgewis)',
        '(?:stuur|gee|wil|soek)(?: \\w+){0,5} (?:alles|al die|al die inligting|kopie|afskrif)(?: \\w+){0,6} (?:oor my|van my|my data|my inligting|julle van my het)|(?:popia|popi) ?(?:versoek|aansoek)|julle het my (?:\\w+ )?(?:nommer|inligting|besonderhede)(?: \\w+){0,3} (?:gedeel|uitgegee|verkoop|gelek)',
      ],
    },
    threat: {
      done: [],
      always: [
        '(?:ek|ons) (?:gaan|sal|kom)(?: \\w+){0,6} (?:doodmaak|vrekmaak|vermoor|doodskiet|skiet|seermaak|bliksem|moer|donner|brand|afbrand|aanrand|aanval|opblaas|slaan|steek|klap|vrek)|(?:brand|steek)(?: \\w+){0,4} (?:winkel|kantoor|pakhuis|plek|gebou)(?: \\w+)*|ek weet waar (?:julle|jy|u)(?: \\w+){0,2}|julle (?:sal|gaan)(?: \\w+){0,3} (?:berou|spyt|boet|bloei|vrek)|pasop vir my',
      ],
    },
    safety: {
      done: [],
      always: [
        '(?:ontplof|aan die brand|vlam ?gevat|brand ?geslaan|vuur gevat|vonke (?:spat|kom|gespat|het|uit)|geskok|geskok word|skok (?:gekry|gegee|gehad)|elektries(?:e)? (?:skok|geskok)|(?:hand|vinger|arm|kind|vrou|man|dogter|seun|been|gesig)(?: \\w+){0,3} (?:verbrand|gebrand|gesny|seergekry|beseer)|(?:verbrand|beseer|seergekry)|hospitaal|ongevalle|rook (?:kom|het|uit|begin|trek)|rook en vonke|gesmelt)',
      ],
    },
    self_harm: {
      done: [],
      always: [
        'selfmoord\\w*|(?:myself|my self|mysef) (?:doodmaak|seermaak|om die lewe bring|wil|skiet|ophang|van kant|iets aandoen)|my (?:eie )?lewe (?:neem|beeindig|te neem)|(?:wil|nie lus|sien nie kans)(?: \\w+){0,4} (?:nie meer|nie langer)(?: \\w+){0,3} (?:lewe|leef|bestaan|hier wees|aangaan)|nie meer (?:lewe|leef|wil lewe)|wil (?:net |liewer |eerder )*(?:doodgaan|dood wees|sterf|vrek)|beter (?:as ek )?(?:dood|af sonder my)|einde (?:aan|van) my lewe|geen sin (?:meer )?om te (?:lewe|leef)',
      ],
    },
  },
  problem: [
    'kort|ontbreek|makeer|stukkend|gebreek\\w*|beskadig\\w*|gekraak|verkeerde|werk nie|lek|vonke?|probleem|nie gekry|nie ontvang|niks gekry|nog niks|fout|foutief|geweier|misluk|laat|oop gemaak|gepeuter',
  ],
  orderStatus: [
    '(?:waar is|waar bly|wat het geword van|hoe ver is)(?: \\w+){0,3} (?:bestellings?|pakkie|pakket|goed|goedere|aflewering|order)|(?:wanneer|hoe laat)(?: \\w+){0,5} (?:bestelling|pakkie|pakket|dit)(?: \\w+){0,4} (?:kom|aankom|afgelewer|hier|opdaag)|(?:opspoor|volg|track)(?: \\w+){0,3}|status van|(?:bestelling|pakkie|order)(?: \\w+){0,4} (?:laat|nie (?:hier|daar)|gestuur|versend|vertrek|op pad|onderweg|al weg)|wag (?:nog|al|steeds)(?: \\w+){0,4} (?:bestelling|pakkie|pakket)|nuus(?: \\w+){0,3} (?:bestelling|pakkie)|(?:nog nie|nog steeds nie|nog niks)(?: \\w+){0,4} (?:gekry|ontvang|hier|aangekom)',
  ],
  social: {
    greeting: [
      'hallo+|hello|haai|hi|goeie ?(?:more|morre|middag|naand|dag|aand)|goeiemore|goeiemiddag|goeienaand|goeiedag|more|morre|middag|naand|dag|hoe gaan dit(?: met (?:jou|julle|u))?|hoe gaan dit vandag|hoe lyk dit|hoesit|hoezit|aweh|alles wel|is daar iemand|gegroet',
    ],
    thanks: [
      'dankie|baie dankie|duisend dankies?|dankie tog|dankieee*|thanks|bedank|waardeer dit|ek waardeer(?: dit)?|baie waardeer|julle is (?:die beste|wonderlik|great|fantasties|sterre|ongelooflik|baie vriendelik)|jy is (?:n ster|n engel|die beste|wonderlik)|(?:goeie|puik|uitstekende|wonderlike|fantastiese|top|vinnige|vriendelike) (?:diens|werk|hulp|winkel|antwoord)|vir (?:die|jou|julle|al die) (?:hulp|inligting|moeite|antwoord|vinnige antwoord|diens|tyd)|mooi so|hou so aan|dit help(?: baie)?|baie behulpsaam',
    ],
    acknowledgement: [
      'ok+|oke|okei|oukei|reg|reg so|goed|goed so|goed dan|lekker|mooi|mooi man|perfek|fantasties|wonderlik|pragtig|puik|great|cool|sharp|ja|nee|ja nee|nee dankie|ja dankie|ja asb|ja asseblief|ag|ai|ek sien|ek verstaan|verstaan|maak sin|dis reg|dit is reg|dis al|dit is al|dis alles|als reg|alles reg|sal so maak|sal doen|maak so|toemaar|toe maar|los dit|moenie worry(?: nie)?|vergeet dit|uitgesorteer|dis uitgesorteer|dit is uitgesorteer|ek het dit gekry|dit het gekom|geen probleem|seker|natuurlik|presies|korrek|wag gou|net n oomblik|jammer|verkeerde nommer|laat ek kyk|ek sal kyk|ek sal wag',
    ],
    goodbye: [
      'totsiens|tot siens|baai|bye|tata|koebaai|goeienag|goeie nag|lekker (?:dag|aand|naweek|week|slaap|middag)|geniet (?:die|jou|julle)(?: \\w+)?|mooi (?:dag|loop|bly|naweek|aand)|sien jou|sien julle|tot later|tot more|geseende (?:dag|naweek|kersfees|week)|mooi loop',
    ],
  },
  socialFillers: [
    'daar|julle|jou|jy|u|almal|span|mense|vriende|meneer|mevrou|juffrou|tannie|oom|boet|bru|sus|man|vrou|vir|die|alles|als|n|nog|verder|dan|en|ook|baie|so|weer|net|nou|vandag|hoor|ne|maar|hulp|is|dit|dis|wel|goed|goeie|mooi|lekker|asb|asseblief|my|ek|het|van|toe|sommer|oraait|verlede|vinnige|antwoord|met|ons|sal|graag|een|more',
  ],
};
