package attribution

import "strings"

// english lists regular verbs by their base form; inflected gives the others.
func english() *lexicon {
	return &lexicon{
		verbs: weights(
			`say says said saying tell tells told telling write writes wrote writing written concede conceded concedes `+inflected(`tweet retweet email state announce declare assert insist claim argue
			explain acknowledge admit deny reply respond reiterate contend quip joke exclaim recount recall remark allege testify vow predict warn emphasize stress lament
			tout opine report suggest conclude complain confess boast brag comment proclaim assure remind disclose argue estimate swear`),
			`think thinks thought thinking feel feels felt knows know knew found finds find read reads speak speaks spoke says swore `+inflected(`add note continue ask call believe promise pledge propose accuse blast
			slam criticize describe dismiss praise urge confirm reveal refuse reject agree disagree demand mention indicate signal maintain caution shout hope fear doubt wonder expect
			learn decide rule order threaten blame defend denounce condemn label mock quote endorse compare cite observe applaud decry bemoan echo repeat answer express
			seem appear project assail rip ridicule lambaste chide berate hail decline tease chant pronounce apologize reference`),
			`shows shown showed show sees see saw seek seeks sought puts put hear heard hears understand understands understood went goes took take gave speaking lead leads `+inflected(`want plan point offer consider
			talk view intend support oppose favor attack recommend imply remember realize question challenge advise advocate speculate charge like refer discuss detail outline list publish post
			portray paint back prefer choose share sign name vote pass recognize raise attribute address ignore push request include aim try help anticipate assume suspect worry trust rate poll
			title dub deem warrant highlight promote vouch appeal pray pressure imagine hint insinuate`)),
		nouns: set(`claim claims statement statements allegation allegations belief notion idea suggestion argument assertion accusation accusations promise threat vow view opinion news reports
			fear fears hope hopes concern concerns charge charges comment comments remark remarks tweet question questions conclusion pledge plan plans decision refusal proposal complaints criticism
			support confident glad proud sure certain afraid reportedly allegedly supposedly`),
		phrases: phrases("according to", "pointed out", "points out", "pointing out", "made clear", "makes clear", "made it clear", "went on", "in the words of", "as saying", "in the view of",
			"weighed in", "fired back", "found out", "called out", "called on", "calling on", "called for", "calling for", "calls for", "calls on", "referring to", "refers to", "referred to", "in response to"),
		auxiliary: set(`has have had having is are was were be been being will would could may might can cannot must should shall did do does not never also then later again previously recently
			didn't doesn't don't hasn't haven't hadn't won't wouldn't couldn't isn't wasn't aren't weren't to just once already often still even now i've we've`),
		pronouns:   set("he she they it i we you who him her them one another"),
		articles:   set("the a an his her their its this my our"),
		determiner: set("the a an his her their its our my your this that these those some many several few most both all one two three four five six seven eight nine ten another other any every each no"),
		stops: set(`but because when while if as although though since so that which where after before until unless whether than and or yet
			is are was were be been has have had will would could may might can must should did do does in on at by to into during about over under against among between through via told`),
		within:    set("of for from with"),
		takesWhom: set("tell tells told telling ask asks asked warn warns warned urge urges urged accuse accused accuses call calls called blame blamed blames criticize criticized describe described slam slammed blast blasted remind reminded assure assured"),
	}
}

// inflected adds the other forms of regular verbs to their base forms.
func inflected(bases string) string {
	var forms []string
	for _, base := range strings.Fields(bases) {
		stem := strings.TrimSuffix(base, "e")
		forms = append(forms, base, thirdPerson(base))
		if before, ok := strings.CutSuffix(base, "y"); ok && !strings.ContainsAny(base[len(base)-2:len(base)-1], "aeou") {
			forms = append(forms, before+"ied", base+"ing")
			continue
		}
		forms = append(forms, stem+"ed", stem+"ing")
		if doubles(base) {
			last := base[len(base)-1:]
			forms = append(forms, base+last+"ed", base+last+"ing")
		}
	}
	return strings.Join(forms, " ")
}

func thirdPerson(base string) string {
	switch {
	case strings.HasSuffix(base, "s") || strings.HasSuffix(base, "sh") || strings.HasSuffix(base, "ch"):
		return base + "es"
	case strings.HasSuffix(base, "y") && !strings.ContainsAny(base[len(base)-2:len(base)-1], "aeou"):
		return base[:len(base)-1] + "ies"
	}
	return base + "s"
}

// doubles tells of a verb whose last consonant may be doubled: admitted, quipped.
func doubles(base string) bool {
	n := len(base)
	return n > 2 && !strings.ContainsAny(base[n-1:], "aeiouwxy") && strings.ContainsAny(base[n-2:n-1], "aeiou")
}
