package codec

import "aigateway/common/llm"

// Lose adds what a provider will not get to list, once.
func Lose(list *[]llm.Loss, path, reason string) {
	for i := range *list {
		if (*list)[i].Path == path && (*list)[i].Reason == reason {
			return
		}
	}
	*list = append(*list, llm.Loss{Path: path, Reason: reason})
}
