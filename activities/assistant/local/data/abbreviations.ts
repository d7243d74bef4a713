/** How South Africans shorten English in chats. Afrikaans messages are never expanded: "wat" is a word there. */
const LINES = `
u you
ur your
urs yours
r are
y why
c see
b be
n and
nd and
d the
da the
dat that
dis this
de the
ths this
tht that
wat what
wats whats
wt what
wht what
wen when
wn when
whn when
wer where
whr where
wher where
wheres where is
whos who is
whats what is
hows how is
hw how
hws how is
wud would
cud could
shud should
shld should
wld would
cld could
cn can
plz please
hooman human
humen human
humun human
pls please
plse please
pliz please
plis please
thx thanks
thnx thanks
tnx thanks
tx thanks
thanx thanks
ty thank you
tysm thank you
wanna want to
gonna going to
gna going to
gotta got to
gimme give me
lemme let me
dunno dont know
kinda kind of
coz because
cos because
cus because
cuz because
bcoz because
bc because
abt about
bout about
b4 before
bfore before
2day today
2dy today
tday today
2moro tomorrow
2morrow tomorrow
tmrw tomorrow
tmr tomorrow
tomoz tomorrow
tomoro tomorrow
2mro tomorrow
2nite tonight
2night tonight
nite night
gr8 great
m8 mate
l8r later
w8 wait
some1 someone
any1 anyone
every1 everyone
no1 nobody
sum1 someone
sme1 someone
sumone someone
som1 someone
smone someone
sumbody somebody
sumthing something
smthing something
smth something
nthing nothing
nuthin nothing
evrything everything
ppl people
peeps people
pple people
ve have
hv have
hav have
hve have
gt get
gd good
gud good
nw now
nt not
nvr never
nevr never
evn even
jst just
jus just
stil still
stl still
msg message
msgs messages
mssg message
nr number
nmbr number
numba number
num number
nbr number
cell phone
cellphone phone
tel telephone
fone phone
ph phone
acc account
acnt account
addy address
addr address
adress address
adres address
info information
del delivery
deliv delivery
delvry delivery
dlvry delivery
ordr order
oder order
odr order
orda order
ord order
crd card
prcl parcel
parsel parcel
pkg package
pckg package
pckage package
refnd refund
rfnd refund
pymnt payment
pd paid
payd paid
mony money
hrs hours
hr hour
wk week
wks weeks
mth month
mths months
min minutes
mins minutes
yr year
yrs years
dy day
mon monday
tue tuesday
tues tuesday
wed wednesday
thur thursday
thurs thursday
fri friday
sat saturday
sun sunday
jhb johannesburg
joburg johannesburg
jozi johannesburg
joeys johannesburg
pta pretoria
cpt cape town
dbn durban
dbs durban
bfn bloemfontein
bloem bloemfontein
pe gqeberha
pmb pietermaritzburg
kzn kwazulu natal
rsa south africa
govt government
mngr manager
mgr manager
supervsr supervisor
spk speak
spek speak
speek speak
tlk talk
tok talk
im i am
ive i have
id i would
ill i will
youre you are
theyre they are
its it is
thats that is
theres there is
havent have not
hasnt has not
didnt did not
doesnt does not
dsnt does not
dnt do not
dont do not
cant can not
cnt can not
cannot can not
wont will not
wnt want
wasnt was not
arent are not
isnt is not
aint is not
couldnt could not
wouldnt would not
shouldnt should not
yall you
yous you
guyz guys
frm from
wth with
wit with
thru through
til until
till until
tru through
agn again
agen again
rly really
realy really
srsly seriously
prob problem
probs problems
prblm problem
esp especially
xtra extra
xmas christmas
bday birthday
asap as soon as possible
omw on the way
fb facebook
insta instagram
ig instagram
watsapp whatsapp
watsap whatsapp
whatsap whatsapp
whatapp whatsapp
wapp whatsapp
cos because
`;

export const ABBREVIATIONS: ReadonlyMap<string, string> = new Map(
  LINES.trim()
    .split('\n')
    .map((line) => {
      const space = line.indexOf(' ');
      return [line.slice(0, space), line.slice(space + 1)] as const;
    }),
);

/** "2" between words means "to", "4" means "for", when one of these stands beside it. */
export const BEFORE_TO: ReadonlySet<string> = new Set(
  'want need like have going able talk speak spk tlk chat deliver delivery delivry send ship shipping take listen me it how where where trying try used got pay order waiting wait thanks looking'.split(
    ' ',
  ),
);
export const AFTER_TO: ReadonlySet<string> = new Set(
  'speak spk talk tlk chat a an the u you me my someone some1 sum1 somebody be get know go u ur your our human humans it them this that'.split(
    ' ',
  ),
);
