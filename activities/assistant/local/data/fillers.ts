/** Words that say little about what a message is about, in five languages; they neither find nor refuse a topic. */
export const FILLERS: ReadonlySet<string> = new Set(
  `a about above actual actually after again all allowed almost alone already alright also although always am an and another any anybody
  anyhow anymore anyone anything anyway are around as ask asked asking at away bad basically be because been before
  behind being below best better between both but by came can cause check checked checking come comes coming correct could currently
  did different do does doing done down during each early either else end enough even ever every everybody everyone
  everything exactly explain far fast few find fine first for forward found from full further gave general get gets getting give given gives
  giving go goes going gone good got great guess had half happen happened happening happens happy has have having he hear heard hello
  help her here hers hey hi him his hold hope hoping how however i idea if in inside instead into is it its itself just keep
  keeps kind kindly knew know knows last late later latest least leave left less let lets like little long longer look looked looking lot lots
  made mainly make makes making many may maybe me mean means might mine more most much must my myself name near nearly need needed
  needing needs never new next nice no nobody none nope normal normally not note nothing now obviously of off often oh ok okay old on once one
  ones only or other others otherwise our ours out over own pass people per perhaps person please plus point possible
  possibly probably put puts question questions quick quickly quite rather re ready really reason recently regarding right
  said same saw say saying says second see seem seems seen seriously several shall she should show shows side simple since situation so
  some somebody someone something sometimes somewhere soon sorry sort sound start started still stop sure take taken takes taking
  tell than thank thanks that the their them themselves then there therefore these they thing things think thinking this those though
  thought through thru time times to today together told tomorrow tonight too took total totally toward tried try trying turn two type under understand unless
  until up upon us use used useful uses using usual usually various versus very via wait waiting want wanted wanting wants was way ways we
  week weeks well went were what whatever when whenever where whether which while who whole whom whose why will wish with within without
  wonder wondering word words work works would wrong yeah yes yesterday yet you your yours yourself zero
  agree agreed basic begin beginning begins bring bringing brings brought catch choose chosen decide decided depend depends die died
  drop fall feel finally follow forget forgot form gets goods hand handle hard hate head help hit honest honestly hurry important include
  included includes instead interested issue issues join kept lie listen live lives local lose lost love luck man manage matter move near
  number open own particular pick prefer prepared problem problems promise reach read remember rest return right run running safe save serious
  sign sit specific stand stay step stick stuck suppose supposed talk taking talks thank throw top totally touch trouble true trust
  visit walk wear win write written wrote yours besides aswell allowed able fine straight apart among across along normally kinda kind
  afternoon evening morning night day days month months year years hour hours minute minutes moment noon date
  guys guy dear sir madam maam mam bro bra boss sis sisi sister brother bhuti mate man lady ladies gents friend friends team folks love sweetie hun
  customer customers client company business shop store place thing item items product products something anything someone else
  day ago quickly urgent urgently asap please kindly r rand rands zar per cent percent
  lol haha hahaha eish yoh yho hau hawu ag sho shame jislaaik jis neh né hey hayi yebo sharp
  husband wife mom mum mother dad father son daughter kid kids child children baby gran granny grandmother family neighbour aunt uncle
  red blue green white black grey gray silver gold pink yellow orange purple brown cream sage colour color colours small big large medium bigger smaller largest biggest tiny huge
  ek jy jou julle ons hulle hy sy u die n het is was sal kan moet mag wil wou wees word en of maar want as dat dit daar hier
  met van vir na oor op aan uit by tot te om se my haar hom nie nee ja asseblief asb dankie baie net nog al ook weer reeds nou
  vandag more gister week maand jaar iets niks alles iemand niemand graag lekker dan toe sommer mos seker eintlik regtig dalk miskien
  my myne joune hul wat waar wanneer hoe hoekom wie watter hierdie daardie sulke ding dinge mens mense kry gekry kom gaan vat
  neem gee doen sien weet dink se gese vra gevra soek help hulp nodig wou kon moes hallo goeie middag naand dag totsiens julle
  maak brings swart wit rooi blou groen geel grys pienk bruin nuwe oud ou groot groter klein kleiner mooi daai ander buite vat bly woon na toe huis begin eerste laaste volgende verder altyd nooit tyd keer twee drie bietjie
  ngi ngicela ngifuna ngidinga ngiyacela ngiyabuza ngithi ngabe kodwa noma uma futhi nje kahle lapha khona kakhulu manje namhlanje
  izolo yini lokhu leyo lena leli lesi lo le la yami yakho yenu lami lakho lenu wami wakho wenu zami zakho zenu mina wena thina nina sawubona
  sanibona ngiyabonga siyabonga yebo cha ukuthi ngoba angazi ngizo niyakwazi ngingakwazi ngiya kanti bafo mfowethu sisi ngempela
  ndi ndicela ndifuna ndidinga ndiyacela ndiyabuza kodwa okanye xa ukuba kwaye nje kakuhle apha kakhulu ngoku namhlanje
  yintoni oku leyo le eli esi lo yam yakho yenu lam lakho lenu wam wakho wenu zam zakho zenu mna wena thina nina molo molweni
  enkosi ndiyabulela ewe hayi kuba andazi ndinga ndingakwazi niyakwazi bethuna tata mama bhuti na ke
  ke o re ba ha ho le la wa ya sa se tsa tse ka ko mo kwa hore kapa empa hobane jwale kajeno maobane haholo mona teng nna wena
  rona lona bona yaka hao eng kea kopa batla tlo tla tseba nake ntate mme dumela dumelang leboha e ee tjhe i di bo hape feela
  omnyama emnyama mnyama ezinkulu enkulu nkulu encane bomvu ebomvu mhlophe emhlophe ezimhlophe iimhlophe luhlaza ntsho tshweu kgubedu kgolo nyane namuhla yini
  ntho kgona nka na neh ausi abuti thusa thuso bontsha
  `
    .trim()
    .split(/\s+/),
);

/** Things a household shop sells: a message about one is about the shop, but none of them alone says what is asked. */
export const GOODS: ReadonlySet<string> = new Set(
  `kettle kettles toaster toasters blender blenders mixer mixers airfryer airfryers fryer fryers oven ovens microwave microwaves
  stove stoves hob hotplate pot pots potjie potjies pan pans skillet cooker cookers iron irons heater heaters fan fans fridge fridges
  freezer freezers vacuum cleaner cleaners juicer juicers grinder grinders coffee espresso machine machines maker makers mug mugs cup cups
  plate plates bowl bowls glass glasses cutlery knife knives spoon spoons fork forks tray trays cutting board boards flask flasks bottle jug jugs handle handles cord cords
  bottles basket baskets tablecloth tablecloths cloth cloths towel towels blanket blankets duvet duvets sheet sheets pillow pillows
  cushion cushions curtain curtains rug rugs mat mats lamp lamps light lights lantern lanterns bulb bulbs braai grill grills gas
  appliance appliances device devices gadget gadgets furniture chair chairs table tables shelf shelves bin bins jar jars tin tins
  ketel ketels broodrooster broodroosters menger mengers lugbraaier lugbraaiers oond potte panne strykyster verwarmer waaier yskas
  koffiemasjien masjien beker bekers bord borde bak mes messe lepel kombers komberse lamp lampe lig handdoek tafeldoek
  iketela ketlele ketela itosta ibhodwe izimbiza imbiza ipani ifriji ibhlenda i-fryer isitofu ioveni ingubo izingubo isibane
  iketile imbiza iimbiza ibhodlela ingubo iingubo isibane pitsa dipitsa sebesedi kobo dikobo lebone senokomatala
  enamel enamelware enamelled cast castiron nonstick stainless steel wooden wood plastic ceramic glassware cookware bakeware kitchenware`
    .trim()
    .split(/\s+/),
);

/** Subjects that no shop has: a message with one of these and nothing the shop knows is not about the shop. */
export const ELSEWHERE: readonly RegExp[] = [
  /\b(weather|forecast|rain|raining|rainy|snow|temperature outside|sunny|reen|weervoorspelling|pula|imvula|liyana|lizona|lizakuna|izulu|isimo sezulu|imozulu|boemo ba lehodimo)\b/,
  /\b(president|minister|parliament|politic\w*|election results|anc|eff|mk party|ramaphosa|zuma|malema|trump|putin|war in)\b/,
  /\b(soccer|football|rugby|cricket|springboks?|bokke|bafana|proteas|chiefs|pirates|sundowns|arsenal|liverpool|man united|psl|world cup|score of|final score|who won|wie het gewen|ngubani owinile)\b/,
  /\b(poem|poetry|essay|homework|assignment|rap song|lyrics|joke|jokes|riddle|short story|gedig|opstel|huiswerk|grap|inkondlo|ihlaya|umbongo|thothokiso|translate|translation|vertaal|spell|horoscope|star sign|how (?:do|does|would|can) (?:you|u|i|one|we) (?:say|pronounce))\b/,
  /\b(javascript|python|html|css|sql|excel formula|regex|algorithm|debug|source code|write (a )?code)\b/,
  /\b(bitcoin|crypto|forex|shares|stock market|jse|exchange rate|invest in|lotto|powerball|betway|hollywoodbets|sassa|srd|grant|uif|sars|tax return|tax returns|efiling)\b/,
  /\b(passport|visa application|drivers licence|driving licence|learners licence|home affairs|rybewys|paspoort|incwadi yokushayela|smart id)\b/,
  /\b(capitec|absa|fnb|nedbank|standard bank|tymebank) (app|pin|card pin|branch)\b/,
  /\b(checkers|shoprite|pick n pay|picknpay|woolworths|woolies|spar|makro|game store|takealot|shein|temu|amazon|mr price|pep|ackermans|clicks|dis chem|dischem|mcdonalds|kfc|nandos|steers|netflix|dstv|showmax|vodacom|mtn|telkom|cell c|uber|bolt)\b/,
  /\b(headache|fever|flu|pregnan\w*|medicine|symptoms?|diagnos\w*|blood pressure|diabetes|hoofpyn|koors|ikhanda elibuhlungu|hlooho e bohloko|dokotela|doctor|gesondheid)\b/,
  /\b(capital of|hoofstad van|population of|how far is|distance to|square root|what is \d+ ?(x|times|plus|minus)|who invented|who discovered|meaning of life|sin van die lewe|world war|battle of|history of|tallest|longest river|planet|moon|mars)\b/,
  /\b(boyfriend|girlfriend|marry|marriage|wedding vows|dating|lobola|valentine|heartbreak|divorce|god|jesus|bible|prayer|church service)\b/,
  /\b(movie|film|series|song|music|concert|celebrity|actor|actress|singer|radio|tv show|dstv|youtube|tiktok dance)\b/,
  /\b(flight|flights|hotel|airport|taxi fare|bus to|train to|airbnb|holiday destination)\b/,
];
