package upstream

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/variant"
)

// FaultHeader names a fault for one request, for those who cannot choose the
// model; the names are the same.
const FaultHeader = "X-Upstream-Fault"

// The faults, by the name of the model that has them. Beside these there is
// error-NNN for every status from 400 to 599.
const (
	faultResetMidStream    = "reset-mid-stream"    // the connection is reset in the middle
	faultTruncateMidStream = "truncate-mid-stream" // the answer ends in the middle, as if it were whole
	faultErrorMidStream    = "error-mid-stream"    // an error event in the middle
	faultEndlessStream     = "endless-stream"      // one delta every 10 ms until the client leaves
	faultSlowFirstToken    = "slow-first-token"    // the head at once, the body after Options.Pause
	faultSlowHead          = "slow-head"           // nothing before Options.Pause
	faultSlowTokens        = "slow-tokens"         // 50 ms between events
	faultGzip              = "gzip"                // compressed, asked for or not
	faultQuota             = "error-429-quota"     // the kind of 429 that waiting does not help
	faultHTML502           = "html-502"            // a proxy's page
	faultEmpty500          = "empty-500"           // no body at all
	fault200WithError      = "200-with-error"      // an error body with status 200
)

const (
	slowTokenPause    = 50 * time.Millisecond
	endlessPause      = 10 * time.Millisecond
	beforeReset       = 20 * time.Millisecond // so that what was sent is read first
	retryAfterSeconds = "1"
)

// fault returns the fault that a request asks for, "" for none.
func (e *exchange) fault() string {
	if name := e.r.Header.Get(FaultHeader); name != "" {
		return name
	}
	return e.model()
}

func (e *exchange) model() string {
	model := service.Model(e.call.Body)
	_, isVariant := e.service.(variant.Service)
	if (e.call.Azure || e.call.Operation == service.Generate) && e.call.Name != "" && (!isVariant || model == "") {
		return e.call.Name
	}
	return model
}

// faultStatus returns the status of an error-NNN fault.
func faultStatus(fault string) (status int, ok bool) {
	digits, ok := strings.CutPrefix(fault, "error-")
	if !ok {
		return 0, false
	}
	status, err := strconv.Atoi(digits)
	return status, err == nil && status >= 400 && status < 600
}

// fail answers with the faults that come before any other check; it tells
// whether it did.
func (e *exchange) fail(fault string) bool {
	if status, ok := faultStatus(fault); ok {
		e.refuse(e.service.Refusal(status, e.model()))
		return true
	}
	switch fault {
	case faultQuota:
		refusal := e.service.Refusal(http.StatusTooManyRequests, e.model())
		if e.service.Name() == "openai" {
			refusal.Type, refusal.Code = "insufficient_quota", "insufficient_quota"
			refusal.Message = "You exceeded your current quota, please check your plan and billing details."
		}
		e.refuse(refusal)
	case faultHTML502:
		e.w.Header().Set("Content-Type", "text/html")
		e.write(http.StatusBadGateway, []byte("<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"+
			"<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"))
	case faultEmpty500:
		e.write(http.StatusInternalServerError, nil)
	case fault200WithError:
		e.w.Header().Set("Content-Type", "application/json")
		e.write(http.StatusOK, e.service.Render(e.service.Refusal(http.StatusInternalServerError, e.model()), e.id))
	default:
		return false
	}
	return true
}
