/**
 * As `lexicon-delivery.ts`: what people also ask a shop, and what only some shops write about. Where the knowledge has nothing on it,
 * these words keep a message from being answered with something else.
 */
export const OTHER_LEXICON = `
jobs: job, jobs, hiring, are you hiring, vacancy, vacancies, cv, curriculum vitae, work for you, work there, career, careers, internship, learnership, apply for, employ, employment, salary, vakature, vakatures, werk by julle, werk soek, soek werk, umsebenzi, ngifuna umsebenzi, niyaqasha, qasha, ~qash, ndifuna umsebenzi, mosebetsi, ke batla mosebetsi, hira, le a hira
franchise: franchise, franchises, franchising, invest, investing, investor, investors, shares, shareholder, agency, agent for your
partner: affiliate, affiliates, influencer, blogger, bloggers, collaborate, collaboration, collab, sponsor, sponsors, sponsorship, donate, donation, donations, charity, fundraiser, supplier, suppliers, stock my, stock our, sell my, sell our, sell to you, my own products, i make, we make, borg, skenk
tradein: trade in, trade it in, trade my, trade old, second hand, secondhand, refurbished, used ones, tweedehands
rental: rent, rent out, rents, renting, rental, hire, hire out, for hire, lease, borrow, huur, uitverhuur, verhuur
custom: engrave, engraved, engraving, personalise, personalize, personalised, personalized, monogram, custom made, custom, customise, embroider, embroidered, graveer
recipe: recipe, recipes, resep, resepte, cook, cooks, cooking, bake, bakes, baking, roast, roasting, boil, boiling, fry, frying, biltong, bread, sourdough, cake, cakes, chicken, steak, meat, rice, pap, stew, dough, chips, popcorn, soup, yoghurt, yogurt, jam, oil, fudge, eggs, kook, bak, braai recipe, vleis, brood, hoender, ~pheka, pheka, ~bhaka, ukupheka, pheha, ho pheha
care: clean, cleaning, cleans, descale, descaling, wash, washed, washing, washable, dishwasher, dishwasher safe, oven safe, in the oven, inside the oven, oven proof, ovenproof, microwave safe, season, seasoning, polish, stain, stains, shrink, fade, skoonmaak, was dit, ~geza, ~hlamba, hlatswa
material: bpa, pfoa, pfas, teflon, coating, coated, made of, made from, material, materials, made in, manufactured, manufacturer, where are they made, china, country of origin, toxic, lead free, food grade, non toxic, gemaak van, waarvan, ingredients, allergy, allergic, vegan, halaal, halal, kosher
noise: noise, noisy, quiet, silent, loud, decibel, decibels, db, geraas
temperature: temperature, temperatures, degrees, celsius, heat up, heats up, how hot, get hot, cool down, temperatuur, grade
usage: units of electricity, electricity bill, energy rating, eskom, per hour cost, power consumption, kwh
smart: bluetooth, wifi, wi fi, alexa, google home, siri, smart home, compatible with
advice: recommend, recommends, recommendation, suggest, suggestion, which is better, which one is better, which is best, which one is best, better than, best kettle, best toaster, what should i buy, beveel aan, watter een is beter, strong enough, sharp enough, strong, sharp, durable, safe for kids, safe for babies
event: class, classes, workshop, workshops, lesson, lessons, demo, demonstration, tour, parking, wheelchair, toilets, kookklas, kookklasse, competition rules
assembly: assemble, assembly, install, installation, installer, manual, user manual, instructions, set up, setup, handleiding, installeer
loyalty: loyalty, loyalty card, points, rewards, membership, member, members, ebucks, vitality, student discount, pensioner discount, pensioners, senior discount, lojaliteit, loyalty program, loyalty programme, refer a friend
bot: bot, bots, chatbot, chatbots, chat bot, robot, robots, ai, artificial intelligence, automated, automatic reply, autoreply, auto reply, automatic, virtual assistant, ai assistant, digital assistant, computer program, talking to a computer, talking to a machine, talking to a human, talking to a person, chatting to a person, praat ek met, real person, real human, human, robotte, kunsmatig, outomaties, outomatiese, masjien of mens, ~bhothi, ~robhothi, ~robothi, umshini, mochini, ~motjhini
language: language, languages, afrikaans, afrikaanse, engels, english, zulu, isizulu, xhosa, isixhosa, sotho, sesotho, tswana, setswana, pedi, sepedi, venda, tsonga, swati, ndebele, taal, tale, moedertaal, ~limi, ulimi, ~lwimi, ulwimi, puo, dipuo, ~sizulu, ~sixhosa, ~sesotho, ~singisi, ~singesi, ~senyesemane, ~sibhunu, sekgowa
pricematch: price match, price matching, price matched, match the price, match a price, match prices, match their price, match my price, match that price, beat the price, beat a price, beat that price, beat their price, beat it, cheaper at, cheaper elsewhere, cheaper somewhere, cheaper online, find it cheaper, found it cheaper, lower price at, lower price elsewhere, for less, goedkoper by, goedkoper elders, goedkoper gekry, prys klop, prys ewenaar, laer prys, ~shibhile kwenye, tlase moo
`;
