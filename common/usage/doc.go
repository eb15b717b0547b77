// Package usage reads an answer as it passes and says what it was: which model
// gave it, what it cost in tokens, how it ended. It changes nothing, asks
// nobody, and does not know prices (see pricing) or metrics (see plugin).
//
// It reads every protocol without being told which one it is: their answers
// are told apart by the names of their members.
package usage
