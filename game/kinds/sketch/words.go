package sketch

// word is a picture-word: an emoji of a five-year-old phone with its name.
type word struct {
	Picture string `json:"picture"`
	Name    string `json:"name"`
}

// set is a word set that a leader may choose.
type set struct {
	id, name string
	words    []word
}

func sets() []set {
	return []set{
		{"animals", "Animals", []word{
			{"🐱", "cat"}, {"🐟", "fish"}, {"🐍", "snake"}, {"🐌", "snail"}, {"🦋", "butterfly"}, {"🐰", "rabbit"},
			{"🐘", "elephant"}, {"🐢", "turtle"}, {"🦉", "owl"}, {"🐷", "pig"}, {"🐝", "bee"}, {"🕷️", "spider"},
		}},
		{"camp", "Camp and outdoors", []word{
			{"⛺️", "tent"}, {"🔥", "fire"}, {"🌳", "tree"}, {"⛰️", "mountain"}, {"🌙", "moon"}, {"⭐️", "star"},
			{"🔦", "torch"}, {"🎒", "rucksack"}, {"🗺️", "map"}, {"🌈", "rainbow"}, {"🍄", "mushroom"}, {"☁️", "cloud"},
		}},
		{"food", "Food", []word{
			{"🍎", "apple"}, {"🍌", "banana"}, {"🍕", "pizza"}, {"🍦", "ice cream"}, {"🥕", "carrot"}, {"🧀", "cheese"},
			{"🍒", "cherries"}, {"🍩", "doughnut"}, {"🥚", "egg"}, {"🍞", "bread"}, {"🎂", "cake"}, {"🍐", "pear"},
		}},
		{"things", "Things", []word{
			{"⚽️", "ball"}, {"🔑", "key"}, {"☂️", "umbrella"}, {"👓", "glasses"}, {"✂️", "scissors"}, {"🕯️", "candle"},
			{"🔔", "bell"}, {"🎩", "hat"}, {"🧦", "socks"}, {"🥄", "spoon"}, {"📖", "book"}, {"🎁", "present"},
		}},
		{"travel", "On the move", []word{
			{"🚗", "car"}, {"🚌", "bus"}, {"🚲", "bicycle"}, {"✈️", "plane"}, {"⛵️", "boat"}, {"🚀", "rocket"},
			{"🚂", "train"}, {"🚁", "helicopter"}, {"🏠", "house"}, {"🏰", "castle"}, {"🎈", "balloon"}, {"⚓️", "anchor"},
		}},
	}
}
