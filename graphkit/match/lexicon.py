"""Words by which an argument that is no name stands for an actor, and words that decide how a name is read."""

from __future__ import annotations

# "the Iranian government", "officials of Hamas", "Israeli warplanes": the noun stands for the actor that holds it.
STANDS_FOR = frozenset(
    "agent agents bomber bombers"
    " gang gangs government regime authorities authority leadership administration state junta cabinet kingdom republic"
    " monarchy forces force troops troop army military soldier militia militias fighter fighters militant"
    " militants rebel rebels gunman gunmen insurgent insurgents guerrilla guerrillas terrorist terrorists"
    " combatant operative operatives official officials officer commander commanders leader leaders minister"
    " ministers member members diplomat diplomats delegation delegate representative representatives"
    " negotiator negotiators envoy envoys counterpart side group movement organisation organization faction"
    " party militant-group network wing arm branch jet jets warplane warplanes aircraft plane planes drone"
    " drones missile missiles rocket rockets artillery navy airforce warship warships helicopter helicopters"
    " gunship unit units commando commandos airstrike airstrikes police intelligence spokesman spokeswoman"
    " spokesperson ministry security-forces cell cells element elements ally-government army-unit shelling"
    " strike strikes raid raids bombardment leadership-council position positions target targets base bases"
    " facility facilities convoy convoys infrastructure headquarters stronghold site sites compound vehicle"
    " vehicles tank tanks building buildings tunnel tunnels depot outpost checkpoint office offices embassy"
    " consulate camp camps ship ships vessel vessels tanker city town instructor instructors adviser advisers"
    " advisor advisors trainer trainers frigate submarine men women sailors airmen marines servicemen personnel"
    " jihadist jihadists jihadi jihadis extremist extremists islamist islamists mercenary mercenaries agent agents"
    " assassin assassins recruit recruits trainee trainees policeman policemen trooper troopers"
    " peacekeeper peacekeepers emissary emissaries bomber bombers"
    " coastguard gunboat gunboats parliament lawmaker lawmakers prosecutor prosecutors court courts".split()
)
# Held by a state these are not the state: "Palestinian militant groups", "Syrian rebels", "U.S. service members".
MEMBER_STATES = frozenset(
    "nation nations country countries partner partners state states member members ally allies".split()
)
NOT_THE_STATE = frozenset(
    "gang gangs group groups movement organisation organization faction factions party network wing arm branch"
    " cell cells militia militias militant militants rebel rebels gunman gunmen insurgent insurgents guerrilla"
    " guerrillas"
    " terrorist terrorists combatant operative operatives fighter fighters member members side element elements"
    " jihadist jihadists jihadi jihadis extremist extremists islamist islamists mercenary mercenaries bomber"
    " bombers".split()
)
# "Orlov's forces" are Orlov's, but "Orlov's office" is not him.
FORCES_OF_PERSON = frozenset("forces force troops army fighters militia government regime administration".split())
# Of these only as the object of force: a state's tank does not speak or fund.
PROPERTY = frozenset(
    "position positions target targets base bases facility facilities convoy convoys infrastructure headquarters"
    " stronghold site sites compound vehicle vehicles tank tanks building buildings tunnel tunnels depot outpost"
    " checkpoint embassy consulate camp camps ship ships vessel vessels tanker office offices city town".split()
)
HEADS = frozenset("boss captain chair chairman chief commander director governor head leader manager mayor".split())
# Of these only as who uses force.
WEAPON_AGENTS = frozenset(
    "jet jets warplane warplanes aircraft plane planes drone drones missile missiles rocket rockets artillery"
    " warship warships helicopter helicopters gunship airstrike airstrikes shelling strike strikes raid raids"
    " bombardment ship ships vessel vessels frigate submarine tanks".split()
)
# "the city of Mosul", "parts of Aleppo", "dozens of Hamas fighters": look through to what follows "of".
LOOK_THROUGH_OF = frozenset(
    "city town village port province district region capital area areas part parts outskirt outskirts suburb"
    " suburbs governorate enclave strip state kingdom republic emirate island territory territories hundred"
    " hundreds thousand thousands dozen dozens score scores number lot lots member members group element elements"
    " majority rest most some all one two three several many both each neighborhood neighbourhood government"
    " much bulk swath swathe stretch portion slice chunk handful tract tracts quarter quarters third thirds couple"
    " batch"
    " leadership army forces officials leader leaders fighters militants people half centre center heart northern"
    " southern pair side".split()
)
# What has parts like these is a place.
PART_OF_PLACE = frozenset(
    "all area bulk centre center half heart most much outskirt part quarter rest stretch suburb swath swathe"
    " third".split()
)
PLACE_NOUNS = frozenset(
    "city town village port province district region capital area part outskirt suburb governorate enclave strip"
    " island territory neighborhood neighbourhood".split()
)
# "groups such as Hamas", "militants including Islamic Jihad".
INCLUDING = frozenset("including include like such".split())

# A capital after one of these is the place, otherwise the government ("in Doha", but "Doha said").
LOCATIVE = frozenset(
    "in at near around outside inside within through over above across into toward towards via throughout".split()
)
FORCE_NOUNS = frozenset(
    "airstrike assault attack battle blockade bombardment bombing capture fall liberation offensive raid"
    " recapture seizure shelling siege storming strike".split()
)
# "the Nairobi charter", "the Doha accord": called after where they were made.
NAMED_AFTER_PLACES = frozenset("accord agreement charter conference declaration pact process protocol treaty".split())
DESTINATION_NOUNS = frozenset("visit trip travel tour flight journey return arrival departure".split())
# "pointed the finger at Strelsau": at the government.
AIMED = frozenset("accusation aim anger blame charge criticism direct finger hit lash level point threat".split())
MOTION = frozenset(
    "arrive visit travel fly go return come leave reach enter tour move land depart head flee relocate attack"
    " bomb shell strike raid capture seize besiege blockade hit target live reside stay base hold meet host"
    " take control occupy lose annex overrun liberate retake recapture fall withdraw defend surround encircle"
    " evacuate storm invade conquer hammer batter blast pound pummel rocket ransack torch".split()
)

# --- who says so -----------------------------------------------------------------------------------------------------
SAY = frozenset(
    "say tell add announce report state declare claim note confirm explain write insist maintain argue assert"
    " acknowledge admit concede reveal disclose stress underline underscore emphasize reiterate remark comment"
    " warn recall observe describe mention point repeat testify boast boasted estimate conclude find show indicate"
    " suggest contend reply answer respond tweet post quote cite state inform brief predict read learn hear".split()
)
ALLEGE = frozenset(
    "accuse allege suspect believe think charge blame consider assume speculate rumor rumour fear presume purport"
    " understand deem".split()
)
DENY = frozenset("deny reject dispute refute rebut dismiss disavow".split())
NOT_STATED = frozenset("ask wonder doubt inquire question pretend imagine wish".split())
REPORT_NOUNS = frozenset(
    "claim statement report announcement assertion declaration admission confirmation news fact".split()
)
ALLEGE_NOUNS = frozenset(
    "allegation accusation charge suspicion rumor rumour belief fear speculation claim complaint accusation"
    " indictment".split()
)
DENY_NOUNS = frozenset("denial rejection".split())

# --- how sure --------------------------------------------------------------------------------------------------------
ALLEGE_ADVERBS = frozenset(
    "reportedly allegedly apparently supposedly purportedly ostensibly presumably seemingly likely".split()
)
ALLEGE_ADJECTIVES = frozenset(
    "alleged suspected reported purported supposed apparent rumored rumoured presumed so-called".split()
)
PLAN_ADJECTIVES = frozenset(
    "planned future upcoming proposed intended expected pledged promised possible-future".split()
)
POSSIBLE_ADJECTIVES = frozenset("possible potential hypothetical likely conceivable".split())
POSSIBLE_ADVERBS = frozenset("perhaps maybe possibly potentially probably".split())
NEVER = frozenset("never not n't no nor neither without hardly".split())
WILL = frozenset("will would shall 'll 'd wo".split())
CAN = frozenset("may might could can ca".split())
OUGHT = frozenset("should must ought".split())

PLAN = frozenset(
    "plan pledge promise offer vow agree intend expect prepare want seek aim hope decide propose threaten commit"
    " swear undertake set schedule slate determine consider wish look desire mull project forecast arrange resolve"
    " volunteer plot scheme conspire order instruct authorize authorise approve invite".split()
)
URGE = frozenset(
    "urge call ask demand request appeal implore press pressure encourage advise require exhort beg recommend"
    " insist".split()
)
REFUSE = frozenset("refuse decline fail neglect forget avoid refrain abstain".split())
PREVENT = frozenset("prevent stop keep bar ban block prohibit deter discourage dissuade forbid restrain".split())
BEGIN = frozenset("begin start resume renew restart commence restore relaunch".split())
END = frozenset(
    "stop cease end halt quit discontinue suspend freeze terminate sever scrap cancel abandon withdraw cut lift".split()
)
PLAN_NOUNS = frozenset(
    "plan intention decision pledge promise offer vow threat proposal agreement willingness readiness commitment"
    " bid attempt desire determination hope wish aim intent order call invitation deal preparation".split()
)
POSSIBLE_NOUNS = frozenset(
    "ability capacity capability right power opportunity possibility risk option chance likelihood danger"
    " potential prospect".split()
)
REFUSE_NOUNS = frozenset("refusal failure inability reluctance unwillingness".split())
BLOCK_PREPOSITIONS = frozenset("without instead".split())
CONDITION_MARKS = frozenset("if unless whether lest until till".split())
# Complements of these verbs take over their modality, nothing else changes ("continues to fund", "helped to arm").
EFFORTS = frozenset("effort campaign operation fight battle mission war struggle push drive strategy offensive".split())
