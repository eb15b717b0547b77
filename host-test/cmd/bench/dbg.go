package main
import ("fmt";"os")
func dbg(s series) { for n, l := range s { fmt.Fprint(os.Stderr, n, " "); for _, d := range l { fmt.Fprintf(os.Stderr, "%.0f ", float64(d)/1e3) }; fmt.Fprintln(os.Stderr) } }
