import type { Language } from '../../../../workflows/conversation/words';

/** What gives a language away. `words`: whole words that no other of the five shares; `parts`: pieces of longer words. */
export interface LanguageProfile {
  words: string;
  /** Strong beginnings, endings and inner pieces; `^` and `$` mark the word's edge. */
  parts: string;
}

export const LANGUAGE_PROFILES: Record<Language, LanguageProfile> = {
  en: {
    words: `the and you your is are was were have has had do does did not what when where which who why how can could
      would should will this that these those there here with from for about of to my me we our they them their it its
      please thanks thank want need know get got been being be if or but so just only also still again already yet any
      some much many long order delivery delivered parcel open close closed shop store pay paid payment card return refund
      money back buy bought price prices cost costs free hours time today tomorrow yesterday weekend holiday phone call
      number email address website person someone somebody human speak talk help good morning afternoon evening hello hey
      hi ok okay great bye yes no nothing something anything item items box missing broken damaged wrong stock size colour
      warranty guarantee invoice voucher code discount specials account details send sent receive received collect track
      tracking courier driver home work day days week month ago before after late soon now never always because by at in on
      as an a i im dont cant didnt doesnt isnt wasnt havent u ur pls thx whats wheres hows`,
    parts: `ing$ tion$ ould$ ght$ ^wh ^th tch ough ally$ ness$ ment$`,
  },
  af: {
    words: `ek jy jou julle ons hulle hy sy u die het nie wat waar wanneer hoe hoekom wie watter is was sal kan moet mag
      wil wou wees word en of maar want as dat dit daar hier met van vir na oor op aan uit by tot te om se n my haar hom
      asseblief asb dankie baie ja nee goeie more middag naand dag aand hallo totsiens mooi lekker graag net nog al ook weer
      reeds nou vandag more gister oormore week maand jaar ure tyd bestel bestelling bestellings aflewering aflewer lewer
      pakkie pakket kos koste prys pryse betaal betaling geld terug terugbetaling kaart bank oop toe maak sluit winkel
      koop gekoop kry gekry stuur gestuur gevra vra antwoord help hulp praat mens iemand persoon bestuurder regte nommer
      adres epos webwerf hoeveel hoelank lank gratis verniet stukkend gebreek weg kort verkeerde ding goed nuwe ou groot
      klein plaas dorp huis werk tuis kom gaan vat neem gee doen sien weet dink voel niks iets alles altyd nooit
      waarborg faktuur geskenkbewys afslag voorraad grootte kleur prop koerier vakansie vakansiedag kersfees saterdag sondag
      maandag dinsdag woensdag donderdag vrydag desember januarie oktober tannie oom juffrou meneer mevrou gat kak`,
    parts: `aai eeu oei ooi uu ^ge.*d$ ^ge.*t$ ^ver ^ont lik$ heid$ tjie$ jie$ ing$ ike$ ^terug ^af ^hoe eer$ aar$ oor oed$ ies$`,
  },
  zu: {
    words: `ngiyabonga sawubona sanibona ngicela ngifuna yini kanjani nini kuphi iphi uphi malini yebo cha futhi kodwa noma
      uma ukuthi manje namhlanje kusasa izolo kakhulu lapha khona umuntu abantu mina wena thina nina bona yami yakho yethu
      yenu lami lakho lenu lethu wami wakho wethu wenu zami zakho zethu zenu sami sakho ngoba kungani ubani yiphi muphi
      kuphela nje kahle lutho okunye mayelana usuku izinsuku isikhathi inombolo ucingo imali isitolo impahla ukuletha
      ukulethwa mahhala isonto ngesonto umgqibelo iholide unjani ninjani kunjani hawu eish bafo mfowethu sisi angazi
      angikwazi angifuni angikatholi ngisizeni ngisize sicela siyabonga izindaba yimalini yimali nginike ngitshele
      angisa leyo lena leli lesi lo le la ukhona ninayo ninawo ninazo anginayo alikafiki ayikafiki ikuphi likuphi lingaphi
      ingaphi wonke zonke konke yonke siza nsizi ngingathanda umphathi ngempela impela ngicabanga ngobani engingu`,
    parts: `^ngi ^angi ^siya ^uku ^ngiya ^ngo ^nge thol hlang ^izi ^ama ^isi ^um ela$ isa$ eni$ ini$ nga lwa$ khw ^ku ^aku zwa
      hlo hla tsh ndl mpa ^yi ^ba ^ni letha khokh thenga shintsh buyis hlel gcin thuma vuliw valiw ^em wenu$ ile$`,
  },
  xh: {
    words: `enkosi molo molweni ndicela ndifuna yintoni njani nini phi iphi uphi malini ewe hayi kwaye kodwa okanye xa
      ukuba ngoku namhlanje ngomso izolo kakhulu apha khona umntu abantu mna wena thina nina bona yam yakho yethu yenu
      lam lakho lenu lethu wam wakho wethu wenu zam zakho zethu zenu sam sakho kuba kutheni ngubani yeyiphi kuphela nje
      kakuhle nto enye malunga usuku iintsuku ixesha inombolo umnxeba imali ivenkile impahla simahla icawe ngecawe
      umgqibelo iholide unjani ninjani kunjani andazi andikwazi andifuni andikafumani ndincedeni ndinceda nceda nicele
      sicela siyabulela izinto yimalini ndinike ndixelele leyo le eli esi lo ukho ninayo andinayo ayikafiki iphi liphi
      wonke zonke konke yonke bethuna bhuti sisi tata mama tyhini yhu kanene ngenene ingaba akukho kukho nceda uncedo
      ngokukhawuleza yintoni ntoni khawutsho khawundi ukusukela kulungile idilesi umphathi nkosi mntu mntwini`,
    parts: `^ndi ^andi ^uku ^ii ^ndiya tsh xel xh thum ntw nts fumana fuman hlawul ncedis ^khaw ^iin ^iim ^aba ^kwi ^ngok ^oko
      ela$ isa$ eni$ ini$ buyis nditheng thetha hlob ^ezi ^esi qhag cel vul val ^ku thwa ^kub wa$ ile$ cing dlul`,
  },
  st: {
    words: `ke o re ba ha ho le la wa ya sa se tsa tse ka ko mo kwa hore kapa empa hobane jwale kajeno hosane maobane haholo
      mona teng motho batho nna wena rona lona bona yaka hao rona lona bona eng mang neng kae hokae jwang bokae hobaneng
      kea kgotso dumela dumelang leboha lebohang tjhe ee e kopa kopo batla ke ntse nake ntate mme ausi abuti hle
      thusa thuso thusang bua buisana romela romelang tefo lefa patala chelete tjhelete nako letsatsi matsatsi beke kgwedi
      mohala nomoro aterese lebenkele thepa odara mahala mahala phomolo sontaha moqebelo mantaha labone labohlano laboraro
      labobedi hape feela hantle ntho lentho sena seo tseo hona mang efe dife jwalo haeba pele morao bakeng mabapi
      kgutlisa fumana fumane fihla fihlile sebetsa senyehile robehile fosahetseng utlwisisa tseba rata ratang hloka hlokang
      lekgotla mookamedi moemedi bophelo kgale bosiu hoseng mantsiboya jwang phela kgona tla tlo tlang ntle habo tsena`,
    parts: `tjh kg ^ke ^ho tsw tlh pho tsh ^ma ^mo ^di ^bo ^le tse$ tsa$ ile$ eng$ ang$ ong$ hela$ ela$ isa$ etsa tla hle ets
      rom tlo ntsh oa ea$ eo$ tsoa ^nt$ kgo bua`,
  },
};
