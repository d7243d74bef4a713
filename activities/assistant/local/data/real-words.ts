/** English words that are one slip away from a shop's words and meant as they stand: never corrected. */
export const REAL_WORDS: ReadonlySet<string> = new Set(
  `accent applied baking band bands blank block bonus bread breed broker brunch burn burned calories cancer cards cars cats ceiling century chance
  charm chase cheese circuit clean cleaned cleaning cleaner clock closest closet coach coating coins collar colour consume cooking costa couch
  court creation dealer debt denied dental depleted direction doors dose draw drive dryer dynamic empire entire entry fails
  fares feast file filler finger finish fish forest forms frames fried garage ginger gods grass greater hiring hires holes horse hotel
  identify initial laser later layer lately larger lease lending letters lifes limits litter lower loan loans lunch magic mailing males march
  market math meals meant measures median messed minus misused modes monkey mornings mount movies mower novel offer office older option
  organic original outlets owed pain paint palace paper parking parks parties party peace pearl pest phase phrase pilot plane plans
  planted played player playing pocket police portal powder precise press pressed prevent prime provide provided provider quiet quite rain raise
  ranch rated rats recipe recipes reduce render rental rented renting reward rouge sample samples scale score secret sender shade shake
  shaped shark shelf shirt shoes shoot shot shots shown sides sheep similar singer smart smell sounds soup spell spelling spent spirit spray
  stage star stars stare states steak steal steel stick stole story straw strap storm style suite sweat sweet tack tender tired tires tools tourist towel towels trail
  train trained trees trial truck vendor vinegar warning watch water weird wheel winter wider world worry worth yoghurt young
  investor investors invest president resident recall serial spare smoke spend stain stand sushi trainer tower salad sauce seal seat shed
  barrel basil beast biscuit boil bored bread cabin cable candle candles cereal chain chicken choir class clay cloud coast crash cream
  creed crime crown dance depth diary dough dream dress flash float floor flour fluid force frost fruit glove grade graph greet guard guest guide
  habit heart honey ideal image index input joint judge juice label large laugh learn level linen lunar major maple metal minor model moral motor mouse mouth movie music nerve
  noise north nurse ocean onion paste patch peach petrol phone photo piano pilot pitch plain plant plate poker pound print prize proud pulse punch queen quick radar
  range rapid ratio razor relay rifle river roast robin rough round royal rural salon scene scent scout sense serve seven shape sharp shock
  shore sight silly skill sleep slice slide slope smile snack solid solve south spice spike spine sport squad stack staff stake stamp steam stone stove
  sugar table taste teach theme thick thing tiger title toast topic torch total touch toxic trace trash trend tribe trick trust truth tutor twist
  uncle union urban valid vapor vault verse vinyl virus visit vital voice waste wheat white whole woman women wrist yield youth`
    .trim()
    .split(/\s+/),
);
