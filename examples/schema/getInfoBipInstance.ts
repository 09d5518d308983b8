// An instance by its name, and its token
import * as infobip from "pulumi-infobip";

const found = infobip.getInfoBipInstanceOutput({ name: "sms-production" });
const sms = infobip.InfoBipInstance.get("sms", found.id);

export const instanceId = sms.id;
export const token = sms.token;
