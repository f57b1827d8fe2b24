package attribution

// The lists are our own, from reading news. Each is small enough to be read at
// a glance; what is missing costs a proposal, and what is wrong makes one that
// nobody has to accept.

func german() *lexicon {
	return &lexicon{
		verbs: weights(
			`sagt sagte sagten sagen gesagt erklärt erklärte erklärten erklären betont betonte betonten betonen berichtet berichtete berichteten teilte teilten mitgeteilt
			behauptet behauptete behaupteten versichert versicherte antwortet antwortete antworteten kündigte angekündigt äußerte äußerten verkündete räumte bestritt bestreitet dementierte twitterte schrieb schreibt schreiben`,
			`meint meinte meinten fügte ergänzte warnt warnte warnten fordert forderte forderten kritisiert kritisierte bestätigt bestätigte bestätigten glaubt glaubte hofft hoffte
			fragte fragt heißt hieß nannte nennt lobte verlangte verlangt erzählt erzählte argumentiert argumentierte`,
			`findet fand sieht sah will wollte wollen rechnet rechnete erwartet erwartete wies spricht sprach`),
		phrases:    phrases("nach angaben", "den angaben zufolge", "nach den worten", "nach meinung", "nach ansicht", "nach einschätzung"),
		auxiliary:  set("hat haben hatte hatten habe ist sei wurde auch nicht zudem außerdem dabei"),
		pronouns:   set("er sie es ich wir man der die ihr ihm"),
		determiner: set("der die das den dem des ein eine einer einem einen sein seine ihr ihre unser unsere viele einige mehrere manche zwei drei alle"),
		stops:      set("dass weil wenn als ob aber und oder während nachdem bevor obwohl ist sind war waren hat haben hatte wurde wird am im in auf bei mit nach vor zu zum zur gegen über gestern heute"),
		within:     set("von für des der aus"),
	}
}

func french() *lexicon {
	return &lexicon{
		verbs: weights(
			`dit disait disent dirent déclare déclaré déclarait affirme affirmé affirmait affirment explique expliqué expliquait expliquent assure assuré assurait annonce annoncé annonçait indique indiqué indiquait indiquent
			précise précisé précisait souligne souligné soulignait répond répondu répondait raconte raconté racontait lance lancé reconnaît reconnu estime estimé estimait estiment écrit écrivait tweeté confie confié martèle martelé`,
			`ajoute ajouté ajoutait juge jugé jugeait pense pensait croit demande demandé demandait dénonce dénoncé dénonçait critique critiqué avertit averti rappelle rappelé rappelait confirme confirmé espère conclut conclu poursuit poursuivi promet promis nie nié rapporte rapporté considère regrette`,
			`veut voulait voit trouve accuse accusé prévoit note noté insiste insisté`),
		phrases:    phrases("selon", "d'après", "aux yeux de", "de l'avis de"),
		auxiliary:  set("a ont avait avaient est aussi ensuite encore pas n'a également t-il t-elle"),
		pronouns:   set("il elle ils elles on je nous qui lui"),
		determiner: set("le la les l' un une des son sa ses leur leurs ce cet cette ces plusieurs certains certaines quelques deux trois"),
		stops:      set("que qu'il qu'elle quand lorsque parce si comme mais et ou où dans en sur à au aux par pour après avant est sont était a ont avait lundi mardi mercredi jeudi vendredi samedi dimanche"),
		within:     set("de du des d'"),
	}
}

func russian() *lexicon {
	return &lexicon{
		verbs: weights(
			`сказал сказала сказали сказано говорит говорил говорила говорят заявил заявила заявили заявляет заявило сообщил сообщила сообщили сообщает сообщило сообщают отметил отметила отметили отмечает
			подчеркнул подчеркнула подчеркнули рассказал рассказала рассказали объяснил объяснила пояснил пояснила пояснили ответил ответила утверждает утверждал утверждала утверждают объявил объявила написал написала пишет пишут`,
			`добавил добавила добавили считает считал считала считают уверен уверена признал признала опроверг опровергла отрицает указал указала уточнил уточнила напомнил напомнила предупредил предупредила
			потребовал потребовала призвал призвала назвал назвала спросил спросила полагает надеется подтвердил подтвердила подтвердили`,
			`хочет думает видит ожидает предложил предложила выразил выразила обещал обещала`),
		phrases:   phrases("по словам", "по мнению", "по данным", "по информации", "со слов", "как сообщает", "согласно"),
		auxiliary: set("не также уже ещё еще был была были"),
		pronouns:  set("он она они оно я мы кто который которая"),
		stops:     set("что чтобы когда если потому но и или в на с по к из о об от до после перед во при а"),
		within:    set("для из"),
	}
}

func chinese() *lexicon {
	return &lexicon{
		verbs: weights("表示 指出 强调 強調 宣布 告诉 告訴 回应 回應 声称 聲稱 透露 说道 說道 回答 坦言 写道 寫道 说 說 称 稱 表明 宣称 宣稱 介绍 介紹",
			"认为 認為 补充 補充 承认 承認 否认 否認 警告 呼吁 呼籲 批评 批評 问 問 解释 解釋 质疑 道 提到 重申 相信 补充说 補充說", "希望 要求 建议 建議 预计 預計"),
		phrases:   phrases("据", "根据", "根據"),
		auxiliary: set("还 還 也 则 則"),
		pronouns:  set("他 她 他们 她们 他們 她們 我 我们 我們 它"),
		stops:     set(""),
		han: []string{"补充说", "補充說", "表示", "指出", "强调", "強調", "宣布", "告诉", "告訴", "回应", "回應", "声称", "聲稱", "透露", "说道", "說道", "回答", "坦言", "写道", "寫道",
			"表明", "宣称", "宣稱", "介绍", "介紹", "认为", "認為", "补充", "補充", "承认", "承認", "否认", "否認", "警告", "呼吁", "呼籲", "批评", "批評", "解释", "解釋", "质疑", "提到",
			"重申", "相信", "希望", "要求", "建议", "建議", "预计", "預計", "根据", "根據", "据", "说", "說", "称", "稱", "问", "問", "道"},
	}
}
