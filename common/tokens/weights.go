package tokens

// weights are in thousandths of a token, in the order of counts, by
// familyIndex; the test that is run with -calibrate prints them. Those of
// syllables, otherWord and otherChars are set by hand, see prior there: the
// samples have none.
var weights = [3]counts{
	{1003, 0, 261, 0, 345, 381, 685, 254, 973, 75, 853, -1005, 821, 800, 500, 350},
	{1010, 0, 333, 0, 508, 796, 599, 355, 928, 1, 582, -463, 1263, 800, 500, 350},
	{1002, 0, 205, 0, 410, 339, 451, 570, 1019, 133, 567, -434, 1056, 800, 500, 350},
}
