import type { Language } from '../../../../workflows/conversation/words';

/** What an agent who has just come can always say truly. `{order}`: the order that the customer named. */
export const FIRST_REPLIES: Record<Language, { plain: string; order: string }> = {
  en: {
    plain: 'Hello, I have read what you wrote and am looking into it now. I will answer you here.',
    order: 'Hello, I have read what you wrote about order {order} and am looking into it now. I will answer you here.',
  },
  af: {
    plain: 'Hallo, ek het gelees wat jy geskryf het en kyk nou daarna. Ek antwoord jou hier.',
    order: 'Hallo, ek het gelees wat jy oor bestelling {order} geskryf het en kyk nou daarna. Ek antwoord jou hier.',
  },
  zu: {
    plain: 'Sawubona, ngikufundile okubhalile futhi ngiyakuhlola manje. Ngizokuphendula lapha.',
    order: 'Sawubona, ngikufundile okubhalile nge-oda {order} futhi ngiyakuhlola manje. Ngizokuphendula lapha.',
  },
  xh: {
    plain: 'Molo, ndikufundile okubhalileyo kwaye ndiyakujonga ngoku. Ndiza kukuphendula apha.',
    order: 'Molo, ndikufundile okubhalileyo ngeodolo {order} kwaye ndiyakujonga ngoku. Ndiza kukuphendula apha.',
  },
  st: {
    plain: 'Dumela, ke balile seo o se ngotseng mme ke ntse ke se hlahloba hona joale. Ke tla o araba mona.',
    order:
      'Dumela, ke balile seo o se ngotseng ka odara {order} mme ke ntse ke se hlahloba hona joale. Ke tla o araba mona.',
  },
};

/** Reasons for which only words of the agent's own will do. */
export const WORDS_OF_ONES_OWN = ['self_harm', 'threat', 'safety', 'fraud', 'legal', 'automated_sender'];
