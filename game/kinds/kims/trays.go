package kims

// Picture is a thing on the tray: an emoji and what it is called. The zero Picture
// is an empty place.
type Picture struct {
	Picture string `json:"picture,omitempty"`
	Name    string `json:"name,omitempty"`
}

// tray is a set of pictures that a leader can choose.
type tray struct {
	id, name string
	pictures []Picture
}

// trays are the four that there are. Each has half as many pictures again as the
// largest tray takes, for «pick all you saw». All are from Emoji 11 or older, so that
// a phone of 2018 has them; no two of a tray are told apart by colour alone; and a
// name has at most eight letters, which fit under a picture on the smallest phone.
func trays() []tray {
	return []tray{
		{"camp", "Camp kit", []Picture{
			{"⛺", "Tent"}, {"🔦", "Torch"}, {"🎒", "Rucksack"}, {"🧭", "Compass"}, {"🗺️", "Map"},
			{"🥾", "Boot"}, {"🧦", "Socks"}, {"🧤", "Gloves"}, {"🧢", "Cap"}, {"🧣", "Scarf"},
			{"⌚", "Watch"}, {"📷", "Camera"}, {"🔑", "Key"}, {"🔔", "Bell"}, {"🔋", "Battery"},
			{"🕯️", "Candle"}, {"🧼", "Soap"}, {"🥄", "Spoon"}, {"🍎", "Apple"}, {"🥪", "Sandwich"},
			{"☂️", "Umbrella"}, {"🎸", "Guitar"}, {"🔨", "Hammer"}, {"✂️", "Scissors"}, {"⚽", "Ball"},
			{"📻", "Radio"}, {"✏️", "Pencil"}, {"🥁", "Drum"},
		}},
		{"firstaid", "First aid", []Picture{
			{"💊", "Pills"}, {"💉", "Needle"}, {"🏥", "Hospital"}, {"⛑️", "Helmet"}, {"🧤", "Gloves"},
			{"✂️", "Scissors"}, {"🧴", "Cream"}, {"🧼", "Soap"}, {"🧻", "Tissue"}, {"🧽", "Sponge"},
			{"🧷", "Pin"}, {"💧", "Water"}, {"📞", "Phone"}, {"🔦", "Torch"}, {"👓", "Glasses"},
			{"🛏️", "Bed"}, {"❄️", "Ice"}, {"🐝", "Bee"}, {"🕷️", "Spider"}, {"🌵", "Cactus"},
			{"☀️", "Sun"}, {"🦷", "Tooth"}, {"🦴", "Bone"}, {"👁️", "Eye"}, {"👂", "Ear"},
			{"❤️", "Heart"}, {"📋", "List"}, {"⏱️", "Timer"}, {"🧸", "Teddy"},
		}},
		{"woodland", "Woodland", []Picture{
			{"🌳", "Tree"}, {"🌲", "Fir"}, {"🍁", "Leaf"}, {"🍄", "Mushroom"}, {"🌰", "Chestnut"},
			{"🍀", "Clover"}, {"🌾", "Grass"}, {"🌼", "Flower"}, {"🌹", "Rose"}, {"🐿️", "Squirrel"},
			{"🦔", "Hedgehog"}, {"🦊", "Fox"}, {"🐻", "Bear"}, {"🦌", "Deer"}, {"🐇", "Rabbit"},
			{"🦉", "Owl"}, {"🐸", "Frog"}, {"🐌", "Snail"}, {"🐜", "Ant"}, {"🐝", "Bee"},
			{"🐞", "Ladybird"}, {"🕷️", "Spider"}, {"🕸️", "Cobweb"}, {"🦅", "Eagle"}, {"🦆", "Duck"},
			{"🐍", "Snake"}, {"🦇", "Bat"}, {"🐾", "Tracks"}, {"🥚", "Egg"}, {"🌱", "Sprout"},
		}},
		{"kitchen", "Kitchen", []Picture{
			{"🍳", "Pan"}, {"🍴", "Cutlery"}, {"🥄", "Spoon"}, {"☕", "Mug"}, {"🥛", "Milk"},
			{"🧂", "Salt"}, {"🍞", "Bread"}, {"🧀", "Cheese"}, {"🥚", "Egg"}, {"🥕", "Carrot"},
			{"🌽", "Corn"}, {"🥦", "Broccoli"}, {"🥒", "Cucumber"}, {"🍎", "Apple"}, {"🍐", "Pear"},
			{"🍌", "Banana"}, {"🍇", "Grapes"}, {"🍋", "Lemon"}, {"🍕", "Pizza"}, {"🍝", "Pasta"},
			{"🍪", "Biscuit"}, {"🎂", "Cake"}, {"🍯", "Honey"}, {"🥣", "Bowl"}, {"🥤", "Drink"},
			{"⏲️", "Timer"}, {"🧽", "Sponge"}, {"🥫", "Tin"}, {"🧹", "Broom"}, {"🥧", "Pie"},
		}},
	}
}
