import type { Phrases } from './types';

export const SESOTHO: Phrases = {
  parts: {
    PERSON:
      '(?:motho|batho|mang kapa mang|moemedi|mookamedi|molaodi|manejara|menenja|manager|supervisor|agent|moagente|ejente|consultant|operator|human|person|someone|mosebetsi|basebetsi|moeletsi|e mong|emong|motho e mong|setho(?: sa)?|sehlopha(?: sa \\w+)?|ba thuso|ba thusang|ba tshehetso|thuso ya bareki|tshebeletso ya bareki|mong wa lebenkele|representative|customer care|live agent)',
    LE: '(?:le|ho|hore ke bue le|ya|wa) (?:(?:e|ya|wa|mong|motho|nnete|le|a|the|real)? ?)*',
    TALK: '(?:bua|bue|buang|buwa|buisana|buisanang|qoqa|qoqe|moqoqo|\\w*kopany\\w*|\\w*hokahan\\w*|\\w*kokahan\\w*|\\w*phetis\\w*|\\w*fetis\\w*|nkise|nkisang|nkise|isa|mpitsetse|ntshwaranye|chata|chat|buela)',
  },
  person: [
    '^(?:ke kopa |ke batla |ke hloka )*(?:motho|agent|moemedi|mookamedi|motho wa nnete|motho wa sebele|motho ya phelang|mosebetsi)(?: \\w+)?$',
    '{TALK}(?: (?:feela|hantle|jwale|ka kotloloho|mona|nna|hape|ka))* {LE}{PERSON}',
    '(?:(?:ke )?(?:batla|kopa|hloka)|mphe|mpheng|nthomelle|mpitsetse|mpitsetseng|mphumanele|re kopa|re batla|nka thabela|ho molemo)(?: (?:feela|jwale|ho fumana|ho bona|ho thuswa ke|thuso ya|ho buisana le|hore|ke thuswe ke|ke fumane|ho thola))* (?:{PERSON})(?! ya (?:tlang ho lata|ka nkang))',
    'motho (?:wa nnete|wa sebele|ya phelang|e phelang|ya ka nthusang|ya ka thusang|eo nka|eo ke ka|ya tla nthusa|wa mmele|ya nkarabang|e seng)',
    '(?:ho na le|na ho na le|ho teng|o teng|le na le|ba teng|ha ho|na le na le)(?: (?:motho|batho|mang|e mong|moemedi|motho e mong|feela|mona|moo))* (?:eo nka|eo ke ka|ya ka|ya ntseng|bao nka|ya nthusang|ya ka nthusang|wa nnete|ya phelang|ya buang)',
    '(?:(?:nletsetse|nteletse|ntetsetse|nteletsetse)(?:ng)?|ntjhayele|mphounele|ntshwayele|mphoune|le ntetsetse|le nteletse)(?: (?:mohala|jwale|hle|ka kopo))*|(?:letsetsa|founela) (?:nna|mpe)|motho a (?:nletsetse|ntetsetse|nteletse|nteletsetse)',
    '(?:ha ke batle|eseng|e seng|ke kgathetse ke|ke khathetse ke|ha ke bue|ke tenwe ke|ha re batle)(?: \\w+){0,4} (?:bot|roboto|robot|mochini|mothjini|motjhini|khomphutha|komporo|ai|chatbot|le mochini|le roboto|le bot)',
    '(?:motho|e mong|mookamedi|mosebetsi)(?: \\w+){0,2} (?:nthuse|a nthuse|a nkarabe|ya ka nthusang|a ka nthusa|a ntetsetse)',
    '(?:bitsa|bitsang|mpitsetse|mphumanele)(?: \\w+)? (?:mookamedi|manejara|motho|batho)',
  ],
  notPerson: [
    '(?:ha ke hloke|ha ke batle|ha ho hlokahale)(?: \\w+){0,3} (?:motho)',
    'ke buile le \\w+ (?:maobane|pele)',
  ],
  angry: [
    'ke (?:a )?(?:le )?hlo(?:ile|ya) (?:lona|lebenkele|shopo|khamphani|khampani)|ke a? ?le hloya|ke le hloile',
    'ke (?:halefile|kwatile|tenehile|tenegile|tenwe|tenne|galefile|befetswe|kgenne|kgathetse ke lona|khathetse ke lona|fetswe ke mamello|nyonyehile|tenehile|utlwile bohloko ke lona)|ke tena|le a nkwatisa|le a nteneha|le a ntena|le ntena|le a nhalefisa|le a ntelela|le nkgathaditse|le a nyonya|le a kgopisa|le a nkgopisa|ho a tena|lea ntena|lea nkwatisa|lea nhalefisa|tlhakgase',
    '(?:le|lona le|ke) (?:masholu|mashodu|bashodu|dithoto|sethoto|ditlaela|setlaela|dinja|dintja|ntja|leshano|bahlorisi|dikebekwa|botsotsi|mahatlapa)',
    'masholu|mashodu|dithoto|ditlaela|le bua mashano|le mashano|mashano feela|le a thetsa|le a bapala ka nna|le bapala ka nna|le bapala ka rona|le a re bapala|le a nkutswetsa|le utswa|le a utswa|ha le thuse letho|ha le thuse|ha le na thuso|tshebeletso e mpe|tshebeletso e befileng|ditshila|masepa|voetsek|futseki?|tsamaya|lebenkele la masepa|le a hlanya|le hlanya|ke dihlong|ke sekgobo|dihlong|ho lekane jwale|ho lekane|ha ke sa tla reka|nke ke ka hlola ke reka|ha ke sa hlola ke reka|fuck\\w*|shit|fokof+|le mpherekanya|senya nako ya ka|le ntshenyetsa nako|le senya nako',
  ],
  negative: [
    'ha ke a thaba|ha ke a kgotsofala|ke soetsehile|ke swabile|ke tshwenyehile|bothata|ho na le bothata|ke sa emetse|ke emetse|ke ntse ke emetse|ha ho ya arabang|ha le arabe|ha e so fihle|e robehile|e senyehile',
  ],
  asking: [
    'jwang|haeba|eng|ho etsahala eng|neng|hokae|kae|mang|efe|nka kgona|na nka|nka \\w+|ho ka etsahala|ho nka|ho ja|bokae|nako e kae|matsatsi a makae|leano|na le|ho dumelletswe|ke batla ho tseba|ke ne ke batla ho tseba|ke kopa ho tseba|ke kopa ho botsa|ke a botsa|na ho|hobaneng',
  ],
  hypothetical: [
    'haeba|ho etsahala eng|jwang|na ho|leano|ke batla ho tseba|ke kopa ho tseba|ke kopa ho botsa|nako e kae|ke etsa jwang|ke etse eng',
  ],
  intents: {
    refund_request: {
      done: [
        '(?:ke batla|ke kopa|ke hloka|kgutlisa|kgutlisang|nkgutlisetse|nkgutlisetseng|mpusetse|mpusetseng|busetsa|busetsang|mphe|mpheng|re batla|khutlisa\\w*|nkhutlis\\w*)(?: \\w+){0,4} (?:tjhelete|chelete|tshelete|refund|puseletso|madi)(?: (?:ya ka|yaka|morao|kaofela|jwale|hle|e kgutle))*|ke batla (?:di ?)?refund\\w*|(?:tjhelete|chelete|tshelete) (?:ya ka|yaka) (?:morao|e kae|e kgutle|hle|jwale|ke a e batla)|e kae (?:refund|tjhelete|chelete) ?(?:ya ka|yaka)?|refund ya ka(?: \\w+){0,3}|ha ke so fumane (?:refund|tjhelete|chelete)\\w*|ntefeng tjhelete|nrefund\\w*|mphe refund',
      ],
    },
    complaint: {
      done: [
        '(?:ho haella|e haella|ho a haella|e shota|ho shota|ho shotile|e shotile|ha e yo|ha di yo|ho siyo|e siyo)(?: \\w+){0,4}|(?:karolo|ntho|sekwahelo|part|lid|setho)(?: \\w+){0,3} (?:e haellang|ya haella|e haella|ha e yo|e siyo|e lahlehile|ya shota|e shotang)|(?:e fihlile|di fihlile|ke fumane|ke e fumane|ke filwe|le rometse|le nthometse|le nthomeletse|e tlile|e tlisitswe|e isitswe|ke amohetse)(?: \\w+){0,4} (?:e robehile|robehile|robehileng|e senyehile|senyehile|senyehileng|e petsohile|petsohileng|fosahetseng|e fosahetse|e fapaneng|fapaneng|e seng yona|ho se na letho|e bulehile|e butswe|e haella)|ha se (?:seo|ntho eo|eo|yona eo) ke (?:e ?)?(?:odarileng|e odarileng|rekileng|se odarileng|e rekileng|batlang)|ke ne ke (?:odare|odarile|rekile) .{2,40}(?:empa|ya fihla|ka fumana|la romela)',
        '(?:ke batla|ke kopa|ke rata)(?: \\w+){0,2} (?:ho tletleba|ho kenya tletlebo|tletlebo|ho etsa tletlebo|ho belaela)|^(?:tletlebo|ke na le tletlebo)(?: .*)?$',
      ],
    },
    order_change: {
      done: [
        '(?:ke batla|ke kopa|ke hloka|ka kopo|re kopa)(?: \\w+){0,3} (?:hlakola|hlakole|khansela|khansele|kgansela|kgansele|cancel\\w*|hlakolang|khanselang|emisa|ntlosetse)(?: \\w+){0,4}|^(?:hlakola|khansela|cancela|hlakolang|khanselang) (?:odara|order)(?: .*)?$',
        '(?:ke batla|ke kopa|ke hloka|ka kopo)(?: \\w+){0,3} (?:fetola|fetole|fetolang|fetolela|lokisa|tjhentjha|chencha|ntjhentjhetse|ntjhetjhele|mphetolele)(?: \\w+){0,4} (?:aterese|address|odara|order|nomoro)(?: \\w+)*|se ke la (?:e )?romela',
      ],
    },
    payment_dispute: {
      done: [
        '(?:tjhelete|chelete|tshelete|le hutse|le hudile|le nkile|le ntshitse|karete|ke lefile|ke lefisitswe|e hutswe|e ntshitswe|account|banka|le ntefisitse|le lefisitse)(?: \\w+){0,6} (?:habedi|ha bedi|hararo|twice|double|gabedi)|(?:habedi|ha bedi|twice)(?: \\w+){0,4} (?:tjhelete|chelete|hutswe|hudile|lefile|lefisitse|nkile|karete)|(?:tjhelete|chelete)(?: \\w+){0,4} (?:e tswile|e ntshitswe|e hutswe|e nkuwe|e tsamaile|e tlohile)(?: \\w+){0,3} (?:empa|mme|ntle)(?: \\w+){0,5}|le (?:hutse|nkile|ntefisitse)(?: \\w+){0,4} (?:haholo|e ngata|e fosahetseng|ho feta)',
      ],
    },
    fraud: {
      done: [
        'ke (?:thetsitswe|qhekanyeditswe|scamilwe|scamuwe|utswetswitswe|utswedditswe|qhekgilwe|hackilwe|hackuwe|radilwe|tsietsitswe|bolotsanuwe)|ba n(?:thetsitse|qhekanyeditse|scamile|kutswelitse|kutsweditse)|(?:motho|e mong|batho|motho e mong|leshodu|mashodu|tsotsi)(?: \\w+){0,6} (?:sebedisitse|o sebedisitse|ba sebedisitse|sebedisa|o sebedisa|utswitse|o utswitse|o rekile|o odarile|rekile|kene|o kene)(?: \\w+){0,5} (?:ya ka|yaka|la ka|laka|karete|lebitso)|(?:account|akhaonte|karete)(?: \\w+){0,3} (?:hackilwe|hackuwe|utswitswe|e utswitswe|e hackilwe|hacked)|(?:tlaleha|ho tlaleha)(?: \\w+){0,2} (?:bomenemene|boqhekanyetsi|fraud|scam)|ha ke eso ka ka (?:odara|reka)|ha ke a (?:odara|reka) (?:letho|ntho)',
      ],
    },
    legal: {
      done: [
        '(?:mmuelli|akgente|ramolao|lawyer|agente ya molao|mmuelli wa ka|akgente ya ka|ramolao wa ka|boramolao)(?: \\w+){0,4}|ke tla le (?:qosa|isa|tlalehela)\\w*(?: \\w+){0,3}|ke ya le qosa|(?:lekgotla la dinyewe|kgotla ya dinyewe|lekgotleng la dinyewe|kgotla la molao|lekgotleng|khoto|kotoro|mapoleseng|ho ombud\\w*|consumer \\w+)(?: \\w+){0,3}|mehato ya molao',
      ],
    },
    privacy_request: {
      done: [
        '(?:hlakola|hlakolang|phumula|phumulang|tlosa|tlosang|ntlosetse|nhlakolele|delete|deletang|hlakole|phumule|tlose)(?: \\w+){0,4} (?:dintlha|lesedi|tlhahisoleseding|data|nomoro|lebitso|direkoto|boitsebiso)(?: \\w+){0,4}|(?:dintlha|tlhahisoleseding|data|nomoro|lesedi)(?: \\w+){0,3} (?:di|e|le) (?:hlakolwe|phumulwe|tloswe)|(?:ke kopa|ke batla)(?: \\w+){0,4} (?:kaofela|tsohle|khopi)(?: \\w+){0,5} (?:ka nna|tsa ka|ya ka)|(?:kopo ya) ?popia',
      ],
    },
    threat: {
      done: [],
      always: [
        '(?:ke|re) (?:tla|ilo|il o|ya) (?:le|o|mo|ba)? ?(?:bolaya|thunya|otla|tjhesa|tshesa|chesa|ntsha kotsi|hlaba|hlasela|utlwisa bohloko)\\w*|ke tla (?:tjhesa|chesa)(?: \\w+){0,3} (?:lebenkele|ofisi|ntlo)?|le tla (?:shwa|itshola|e utlwa|bona|ikwahlaya)|o tla (?:shwa|itshola|ikwahlaya)|ke a tseba moo le (?:dulang|lulang|sebetsang)|ke tseba moo',
      ],
    },
    safety: {
      done: [],
      always: [
        '(?:e phatlohile|ya phatloha|e phatlogile|e thuthupile|ya thuthupa|mollo|e a tuka|e tukile|ya tuka|e tjhele|e a tjha|e chele|mosi|e ntsha mosi|ditlhase|tlhase|e ntshoketse|e nshokile|ya ntshoka|motlakase o ntshwere|motlakase o nkotlile|o nkotlile motlakase|ya ntjhesa|e ntjhesitse|e nchesitse|ke tjhele|ke chele|o tjhele|ngwana o tjhele|ke lemetse|o lemetse|e ntemaditse|e lemaditse|sepetlele|spetlele|e ntsehile|ke itshehile|e a shoka|e shokile)',
      ],
    },
    self_harm: {
      done: [],
      always: [
        'ho ipolaya|ke (?:batla ho |tla |il o )?ipolay\\w*|ke ipolaye|ke batla ho (?:shwa|swa|fela)|ke lakatsa ho shwa|ho molemo ke shwe|ho betere ke shwe|ha ke sa batla ho (?:phela|tshela|ba teng)|ha ke sa rata ho phela|ha ke bone lebaka la ho phela|ho ipheza|ke tla ikgakga|ke ikgakge|ho ikgakga|ho fedisa bophelo ba ka|ke fedise bophelo|ho intsha kotsi|ke intshe kotsi',
      ],
    },
  },
  problem: [
    'haell\\w*|shot\\w*|robehile\\w*|senyehile\\w*|petsohile\\w*|ha e sebetse|ha ke a fumana|ha ke so fumane|ha e so fihle|bothata|fosahets\\w*|e a dutla|lahlehile',
  ],
  orderStatus: [
    '(?:odara|order|parcel|parsela|phasele|thepa|sephuthelwana)(?: \\w+){0,4} (?:e kae|e hokae|di kae|hokae|kae|e fihla neng|e tla fihla neng|ha e so fihle|ha e eso fihle|e romilwe|e tsamaile|e tseleng)|(?:e kae|hokae|e hokae|kae)(?: \\w+){0,2} (?:odara|order|parcel|parsela|thepa)|(?:latela|ho latela|ke latele|track\\w*)(?: \\w+){0,3}|e tla fihla neng|e fihla neng',
  ],
  social: {
    greeting: [
      'dumela(?:ng)?|dumelang|kgotso(?:ng)?|le kae|o kae|le jwang|o phela jwang|le phela jwang|o tsogile jwang|le tsogile jwang|heita|ho jwang|ke teng|re teng|wena o kae|lona le kae|ntate|mme|molo|o sharp|hela',
    ],
    thanks: [
      'ke (?:a )?leboha(?: haholo)?|kea leboha|re (?:a )?leboha(?: haholo)?|rea leboha|ke lebohile|ke leboga|kea leboga|lebohang|teboho|tanki|le entse hantle|le sebetsa hantle|le a thusa|lea thusa|modimo a le hlohonolofatse|tshebeletso e ntle|thuso e ntle|ka potlako|ka thuso(?: ya lona)?|ka karabo|mosebetsi o motle|o entse hantle',
    ],
    acknowledgement: [
      'ee|e|tjhe|ho lokile|ho lokile he|ok+|okay|sharp|shap|oh|ke a utlwisisa|kea utlwisisa|ke utlwile|ke bone|ke a bona|ho hotle|hantle|ho monate|ho monate haholo|sho|eish|ai|jo|hao|ha ho bothata|ha ho na bothata|ho se ho lokile|ke e fumane|ke se ke e fumane|ke tla sheba|ke tla ema|tjhe ke a leboha|ee ke a leboha|ka nnete|tsohle di lokile|ho tla loka|ke hantle',
    ],
    goodbye: [
      'sala hantle|salang hantle|tsamaya hantle|tsamayang hantle|robala hantle|robalang hantle|le robale hantle|o robale hantle|o be le letsatsi le letle|le be le letsatsi le letle|letsatsi le letle|mafelo a beke a monate|re tla bonana|bye|bosiu bo botle|ha re bonane',
    ],
  },
  socialFillers: [
    'ntate|mme|ausi|abuti|batho|bohle|bagaetsho|motswalle|wa|ka|ya|haholo|hape|he|hle|wena|lona|kajeno|jwale|feela|hantle|mona|guys|team|hey|empa|nna|thuso|ke|re|a|le|ba|rona|hao|tsa|la|o|di|hela|neh|letsatsi|tlhe|kaofela',
  ],
};
