/** Words on which a wish or a handoff hangs: slips in them are corrected before the phrases are looked for. */
export const DECISIVE_WORDS =
  `person people human humans agent agents someone somebody anyone customer service support manager supervisor consultant operator
  representative speak speaking connect transfer please refund refunded cancel cancelled complaint complain missing broken damaged cracked
  wrong delivered received ordered charged twice double deducted scammed hacked lawyer attorney delete personal details information
  furious disgusting pathetic useless terrible ridiculous unacceptable incompetent mense persoon iemand bestuurder konsultant verbind
  praat terugbetaling kanselleer beskadig verkeerde onderdeel prokureur nutteloos pateties umuntu nomuntu ukukhuluma khuluma umphathi
  nomphathi umntu nomntu ukuthetha thetha ndifuna ngifuna ngicela ndicela motho moemedi mookamedi buisana tjhelete imali kabili kabini
  ngithukuthele ukukhansela ukurhoxisa suicide electric exploded sparks hospital`
    .trim()
    .split(/\s+/);
