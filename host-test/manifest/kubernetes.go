package manifest

// metadata is ObjectMeta; what the API server fills in is accepted and unused.
type metadata struct {
	Name                       string            `json:"name"`
	Namespace                  string            `json:"namespace"`
	Annotations                map[string]string `json:"annotations"`
	Labels                     map[string]string `json:"labels"`
	CreationTimestamp          any               `json:"creationTimestamp"`
	DeletionGracePeriodSeconds any               `json:"deletionGracePeriodSeconds"`
	DeletionTimestamp          any               `json:"deletionTimestamp"`
	Finalizers                 any               `json:"finalizers"`
	GenerateName               any               `json:"generateName"`
	Generation                 any               `json:"generation"`
	ManagedFields              any               `json:"managedFields"`
	OwnerReferences            any               `json:"ownerReferences"`
	ResourceVersion            any               `json:"resourceVersion"`
	SelfLink                   any               `json:"selfLink"`
	UID                        any               `json:"uid"`
}

// object is what every manifest looks like.
type object[Spec any] struct {
	APIVersion string   `json:"apiVersion"`
	Kind       string   `json:"kind"`
	Metadata   metadata `json:"metadata"`
	Spec       Spec     `json:"spec"`
	Status     any      `json:"status"`
}

// systemNamespace is where Higress lives. An object in it, or in none, is
// known by its bare name; any other by NAMESPACE/NAME. That is how Higress
// names routes, and so what a WasmPlugin's matchRules[].ingress refers to.
const systemNamespace = "higress-system"

func (m metadata) qualified() string {
	if m.Namespace == "" || m.Namespace == systemNamespace {
		return m.Name
	}
	return m.Namespace + "/" + m.Name
}

// read decodes one object and insists on its name.
func read[Spec any](d *document) object[Spec] {
	var o object[Spec]
	decode(d, &o)
	if o.Metadata.Name == "" {
		d.fail("metadata.name", "a manifest needs a name")
	}
	return o
}
