package engine

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"
)

// redisOptions say where a Redis is and who calls.
type redisOptions struct {
	address, user, password, db string
	timeout                     time.Duration // of one command, 0 means a second
}

// redisClient sends raw commands over one connection, in order, and hands out
// the raw replies. A connection that fails is opened again for the next call.
type redisClient struct {
	options redisOptions
	queue   chan redisCommand
	done    chan struct{}
	once    sync.Once
}

type redisCommand struct {
	query []byte
	reply func([]byte, error)
}

// maxRedisReply bounds one reply, in bytes.
const maxRedisReply = 64 << 20

func newRedisClient(o redisOptions) *redisClient {
	if o.timeout <= 0 {
		o.timeout = time.Second
	}
	c := &redisClient{options: o, queue: make(chan redisCommand, 1024), done: make(chan struct{})}
	go c.serve()
	return c
}

// do sends a command; reply is called once, from another goroutine.
func (c *redisClient) do(query []byte, reply func([]byte, error)) {
	select {
	case c.queue <- redisCommand{query, reply}:
	default:
		go reply(nil, errors.New("too many Redis commands are waiting"))
	}
}

func (c *redisClient) close() { c.once.Do(func() { close(c.done) }) }

func (c *redisClient) serve() {
	var conn *redisConn
	for {
		select {
		case <-c.done:
			if conn != nil {
				_ = conn.Close()
			}
			return
		case command := <-c.queue:
			var reply []byte
			var err error
			conn, reply, err = c.exchange(conn, command.query)
			command.reply(reply, err)
		}
	}
}

// exchange sends one command, on a new connection when there is none, and
// once more when one that had been idle turns out to be closed.
func (c *redisClient) exchange(conn *redisConn, query []byte) (*redisConn, []byte, error) {
	idle := conn != nil
	if !idle {
		fresh, err := c.dial()
		if err != nil {
			return nil, nil, err
		}
		conn = fresh
	}
	reply, err := conn.command(query, c.options.timeout)
	if err == nil {
		return conn, reply, nil
	}
	_ = conn.Close()
	var late net.Error
	if idle && !(errors.As(err, &late) && late.Timeout()) {
		return c.exchange(nil, query)
	}
	return nil, nil, err
}

type redisConn struct {
	net.Conn
	r *bufio.Reader
}

func (c *redisClient) dial() (*redisConn, error) {
	raw, err := net.DialTimeout("tcp", c.options.address, c.options.timeout)
	if err != nil {
		return nil, err
	}
	conn := &redisConn{Conn: raw, r: bufio.NewReader(raw)}
	for _, hello := range c.greeting() {
		reply, err := conn.command(respCommand(hello), c.options.timeout)
		if err == nil && len(reply) > 0 && reply[0] == '-' {
			err = fmt.Errorf("redis refused %s", hello[0])
		}
		if err != nil {
			_ = conn.Close()
			return nil, err
		}
	}
	return conn, nil
}

// greeting is what a new connection says first.
func (c *redisClient) greeting() (commands [][]string) {
	switch o := c.options; {
	case o.password != "" && o.user != "":
		commands = append(commands, []string{"AUTH", o.user, o.password})
	case o.password != "":
		commands = append(commands, []string{"AUTH", o.password})
	}
	if db := c.options.db; db != "" && db != "0" {
		commands = append(commands, []string{"SELECT", db})
	}
	return commands
}

func (c *redisConn) command(query []byte, timeout time.Duration) ([]byte, error) {
	if err := c.SetDeadline(time.Now().Add(timeout)); err != nil {
		return nil, err
	}
	if _, err := c.Write(query); err != nil {
		return nil, err
	}
	return readRESP(c.r, nil)
}

// respCommand serialises a command.
func respCommand(args []string) []byte {
	b := fmt.Appendf(nil, "*%d\r\n", len(args))
	for _, a := range args {
		b = fmt.Appendf(b, "$%d\r\n%s\r\n", len(a), a)
	}
	return b
}

// readRESP appends one reply to dst as it is on the wire.
func readRESP(r *bufio.Reader, dst []byte) ([]byte, error) {
	line, err := r.ReadBytes('\n')
	if err != nil {
		return nil, err
	}
	if len(line) < 3 {
		return nil, errors.New("redis sent an empty line")
	}
	dst = append(dst, line...)
	switch line[0] {
	case '$', '=', '!':
		return readBulk(r, dst, line)
	case '*', '~', '>', '%':
		n, err := strconv.Atoi(strings.TrimSpace(string(line[1:])))
		if line[0] == '%' {
			n *= 2
		}
		for i := 0; i < n && err == nil; i++ {
			dst, err = readRESP(r, dst)
		}
		return dst, err
	}
	return dst, nil
}

func readBulk(r *bufio.Reader, dst, line []byte) ([]byte, error) {
	n, err := strconv.Atoi(strings.TrimSpace(string(line[1:])))
	if err != nil || n > maxRedisReply {
		return nil, errors.New("redis sent a bad length")
	}
	if n < 0 {
		return dst, nil
	}
	at := len(dst)
	dst = append(dst, make([]byte, n+2)...)
	_, err = io.ReadFull(r, dst[at:])
	return dst, err
}

// splitRedisName parts a name such as outbound|6379||redis.static?db=1.
func splitRedisName(name string) (cluster, db string) {
	cluster, query, _ := strings.Cut(name, "?")
	for option := range strings.SplitSeq(query, "&") {
		if v, ok := strings.CutPrefix(option, "db="); ok {
			db = v
		}
	}
	return cluster, db
}
