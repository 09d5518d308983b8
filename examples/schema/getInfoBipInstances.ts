// All instances with a tag
import * as infobip from "pulumi-infobip";

const production = infobip.getInfoBipInstancesOutput({ tags: ["production"] });

export const ids = production.instances.apply(found => found.map(instance => instance.id));
