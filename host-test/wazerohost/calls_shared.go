package wazerohost

import "aigateway/common/abi"

func getSharedData(c caller) abi.Status {
	key, ok := c.text(0)
	if !ok {
		return abi.InvalidMemory
	}
	value, cas, s := c.i.vm.SharedData(key)
	if s = c.give(2, value, s); s != abi.OK {
		return s
	}
	return c.put(4, cas)
}

func setSharedData(c caller) abi.Status {
	key, ok := c.text(0)
	value, valueOK := c.bytes(2)
	if !ok || !valueOK {
		return abi.InvalidMemory
	}
	return c.i.vm.SetSharedData(key, value, c.arg(4))
}

func defineMetric(c caller) abi.Status {
	name, ok := c.text(1)
	if !ok {
		return abi.InvalidMemory
	}
	id, s := c.i.vm.DefineMetric(abi.MetricType(c.arg(0)), name)
	if s != abi.OK {
		return s
	}
	return c.put(3, id)
}

func incrementMetric(c caller) abi.Status {
	return c.i.vm.IncrementMetric(c.arg(0), int64(c.stack[1]))
}

func recordMetric(c caller) abi.Status { return c.i.vm.RecordMetric(c.arg(0), c.stack[1]) }

func getMetric(c caller) abi.Status {
	value, s := c.i.vm.Metric(c.arg(0))
	if s != abi.OK {
		return s
	}
	return c.put64(1, value)
}

// callForeign gives the result only where the guest asks for it.
func callForeign(c caller) abi.Status {
	name, ok := c.text(0)
	args, argsOK := c.bytes(2)
	if !ok || !argsOK {
		return abi.InvalidMemory
	}
	result, s := c.i.vm.CallForeign(name, args)
	if s != abi.OK || c.arg(4) == 0 || c.arg(5) == 0 {
		return s
	}
	return c.give(4, result, s)
}

func redisInit(c caller) abi.Status {
	cluster, ok := c.text(0)
	user, userOK := c.text(2)
	password, passwordOK := c.text(4)
	if !ok || !userOK || !passwordOK {
		return abi.InvalidMemory
	}
	return c.i.vm.RedisInit(cluster, user, password, c.arg(6))
}

func redisCall(c caller) abi.Status {
	cluster, ok := c.text(0)
	query, queryOK := c.bytes(2)
	if !ok || !queryOK {
		return abi.InvalidMemory
	}
	token, s := c.i.vm.RedisCall(cluster, query)
	if written := c.put(4, token); written != abi.OK {
		return written
	}
	return s
}

func injectEncodedData(c caller) abi.Status {
	data, ok := c.bytes(0)
	if !ok {
		return abi.InvalidMemory
	}
	return c.i.vm.InjectEncodedData(data, c.arg(2) != 0)
}

func getUpstreamHosts(c caller) abi.Status {
	hosts, s := c.i.vm.UpstreamHosts()
	return c.give(0, hosts, s)
}

func setOverrideHost(c caller) abi.Status {
	address, ok := c.text(0)
	if !ok {
		return abi.InvalidMemory
	}
	return c.i.vm.SetUpstreamOverrideHost(address)
}
