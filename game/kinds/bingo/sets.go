package bingo

import "slices"

// A Picture can lie on a card and be called. Its fact is read out with the call.
type Picture struct {
	Name    string `json:"name"`
	Picture string `json:"picture"`
	Fact    string `json:"-"`
}

// set is what one game is played with.
type set struct {
	ID, Name string
	Pictures []Picture
}

// pictures is how many a set has.
const pictures = 24

// find returns the set of an id.
func find(id string) set {
	all := sets()
	return all[slices.IndexFunc(all, func(s set) bool { return s.ID == id })]
}

// sets are the built-in ones. The facts are for children of eight: each is true
// without an if, and short enough to be read out before the next call. The emoji
// are of Emoji 11 at most, so that phones of 2018 have them.
func sets() []set {
	return []set{
		{"woodland", "Woodland", []Picture{
			{"Fox", "🦊", "A baby fox is called a cub, just like you."},
			{"Hedgehog", "🦔", "A grown hedgehog has thousands of spines."},
			{"Owl", "🦉", "An owl can turn its head to look behind it."},
			{"Squirrel", "🐿️", "Squirrels hide nuts to eat in winter."},
			{"Deer", "🦌", "A male red deer grows new antlers every year."},
			{"Rabbit", "🐇", "Rabbits thump the ground with their feet to warn of danger."},
			{"Badger", "🦡", "Badgers dig a home that is called a sett."},
			{"Frog", "🐸", "A frog drinks through its skin."},
			{"Snail", "🐌", "A snail has its eyes on the tips of its feelers."},
			{"Ladybird", "🐞", "Ladybirds eat the greenfly that harm garden plants."},
			{"Bee", "🐝", "Honey bees dance to tell each other where flowers are."},
			{"Butterfly", "🦋", "A butterfly tastes with its feet."},
			{"Ant", "🐜", "An ant can carry many times its own weight."},
			{"Spider", "🕷️", "A spider has eight legs, and most have eight eyes too."},
			{"Mouse", "🐁", "A mouse's front teeth never stop growing."},
			{"Bat", "🦇", "Bats are the only mammals that can truly fly."},
			{"Duck", "🦆", "Water rolls off a duck's feathers, so its skin stays dry."},
			{"Swan", "🦢", "A baby swan is called a cygnet."},
			{"Mushroom", "🍄", "A mushroom is not a plant: it is a fungus."},
			{"Pine tree", "🌲", "Pine trees keep green needles all through the winter."},
			{"Chestnut", "🌰", "Sweet chestnuts grow inside a very prickly case."},
			{"Clover", "🍀", "A clover with four leaves is a rare find."},
			{"Lizard", "🦎", "Some lizards can drop their tail and grow another."},
			{"Snake", "🐍", "A snake uses its tongue to smell."},
		}},
		{"camp", "Camp kit", []Picture{
			{"Tent", "⛺", "People have lived in tents for thousands of years."},
			{"Fire", "🔥", "A fire needs three things: heat, fuel and air."},
			{"Compass", "🧭", "A compass needle is a tiny magnet that points north."},
			{"Torch", "🔦", "You can send Morse code with a torch."},
			{"Rucksack", "🎒", "The word rucksack comes from German and means back bag."},
			{"Boot", "🥾", "Newspaper stuffed into a wet boot helps it to dry."},
			{"Map", "🗺️", "On most maps, north is at the top."},
			{"Spoon", "🥄", "Long ago, people used sea shells as spoons."},
			{"Socks", "🧦", "Wool socks keep feet warm even when they are damp."},
			{"Cap", "🧢", "The peak of a cap keeps the sun off your face."},
			{"Canoe", "🛶", "The oldest boat ever found is a canoe."},
			{"Bicycle", "🚲", "The first bicycles had no pedals: riders pushed with their feet."},
			{"Guitar", "🎸", "Most guitars have six strings."},
			{"Drum", "🥁", "Drums are among the oldest instruments in the world."},
			{"Star", "⭐", "The sun is a star too, and the nearest one."},
			{"Moon", "🌙", "The moon shines because sunlight bounces off it."},
			{"Umbrella", "☔", "The word umbrella comes from a word for shade."},
			{"Rainbow", "🌈", "To see a rainbow, you need the sun behind you."},
			{"Anchor", "⚓", "An anchor digs into the seabed to hold a ship."},
			{"Telescope", "🔭", "The word telescope comes from Greek and means far-seeing."},
			{"Soap", "🧼", "Soap helps water to wash greasy dirt away."},
			{"Pan", "🍳", "Pans are metal because heat travels through metal quickly."},
			{"Flag", "🚩", "Sailors can spell out messages with coloured flags."},
			{"Magnet", "🧲", "A magnet pulls iron, but not wood or plastic."},
		}},
		{"wild", "Wild animals", []Picture{
			{"Lion", "🦁", "A lion's roar can be heard eight kilometres away."},
			{"Tiger", "🐯", "No two tigers have the same stripes."},
			{"Elephant", "🐘", "An elephant's trunk has no bones in it."},
			{"Giraffe", "🦒", "A giraffe has seven neck bones, just as many as you."},
			{"Zebra", "🦓", "A baby zebra can run an hour after it is born."},
			{"Panda", "🐼", "A giant panda spends most of its day eating bamboo."},
			{"Koala", "🐨", "A koala sleeps for most of the day."},
			{"Kangaroo", "🦘", "A baby kangaroo is called a joey."},
			{"Penguin", "🐧", "Penguins can't fly, but they are superb swimmers."},
			{"Camel", "🐫", "A camel's humps store fat, not water."},
			{"Gorilla", "🦍", "Gorillas build a new nest to sleep in every night."},
			{"Monkey", "🐒", "Some monkeys can hang from a branch by the tail."},
			{"Rhino", "🦏", "A rhino's horn is made of the same stuff as fingernails."},
			{"Hippo", "🦛", "Hippos keep cool by spending the day in water."},
			{"Crocodile", "🐊", "A mother crocodile carries her babies gently in her mouth."},
			{"Parrot", "🦜", "Some parrots can copy the words that people say."},
			{"Peacock", "🦚", "A peacock is a male: the female is called a peahen."},
			{"Eagle", "🦅", "Eagles can see much farther than people can."},
			{"Bear", "🐻", "Brown bears sleep through the winter in a den."},
			{"Llama", "🦙", "Llamas hum to each other."},
			{"Scorpion", "🦂", "A scorpion glows under ultraviolet light."},
			{"Leopard", "🐆", "A leopard can drag its dinner up into a tree."},
			{"Raccoon", "🦝", "Raccoons feel for food with their very sensitive paws."},
			{"Wolf", "🐺", "Wolves live in families, which are called packs."},
		}},
		{"sea", "Sea and sky", []Picture{
			{"Whale", "🐳", "The blue whale is the biggest animal on Earth."},
			{"Dolphin", "🐬", "A dolphin breathes through a hole on top of its head."},
			{"Octopus", "🐙", "An octopus has three hearts."},
			{"Crab", "🦀", "Most crabs walk sideways."},
			{"Shark", "🦈", "A shark has no bones in its body."},
			{"Puffer fish", "🐡", "When scared, it blows itself up like a ball."},
			{"Squid", "🦑", "A giant squid has eyes as big as dinner plates."},
			{"Prawn", "🦐", "A prawn can shoot backwards with a flick of its tail."},
			{"Lobster", "🦞", "A lobster has ten legs: its claws are two of them."},
			{"Shell", "🐚", "A sea shell was once the home of a soft animal."},
			{"Turtle", "🐢", "Sea turtles come out of the water to lay eggs."},
			{"Boat", "⛵", "A sailing boat can zigzag to travel against the wind."},
			{"Ship", "🚢", "A ship floats because it pushes enough water aside."},
			{"Wave", "🌊", "Most waves at sea are made by the wind."},
			{"Island", "🏝️", "Some islands are tops of volcanoes that grew under the sea."},
			{"Sun", "☀️", "Sunlight takes about eight minutes to reach us."},
			{"Cloud", "☁️", "A cloud is made of tiny drops of water or ice."},
			{"Snowflake", "❄️", "A snowflake is a crystal of ice, usually with six sides."},
			{"Lightning", "⚡", "Lightning is hotter than the surface of the sun."},
			{"Volcano", "🌋", "Melted rock that flows out of a volcano is called lava."},
			{"Rocket", "🚀", "The first people on the moon went there by rocket."},
			{"Comet", "☄️", "A comet is a big lump of ice, dust and rock."},
			{"Earth", "🌍", "Water covers more than half of the Earth."},
			{"Plane", "✈️", "The first flight of a powered plane lasted twelve seconds."},
		}},
	}
}
