# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # Who asks, and where: the options of engine.module.AUTH, their variables as in api.credentials.OPTIONS.
    DOCUMENTATION = r"""
options:
  access_key:
    description:
      - The access key (AK), together with O(secret_key). This is the usual way; it needs no login call.
      - The environment variables E(HW_ACCESS_KEY) and E(HUAWEICLOUD_SDK_AK) take its place, in this order.
    type: str
  secret_key:
    description:
      - The secret key (SK) of O(access_key). It never leaves this machine, requests are signed with it.
      - The environment variables E(HW_SECRET_KEY) and E(HUAWEICLOUD_SDK_SK) take its place, in this order.
      - It may come from another place than O(access_key), such as from the environment. A secret key that stands there
        beside a different access key is never used for it.
    type: str
  security_token:
    description:
      - The security token of a temporary O(access_key). When the token has expired, the service answers with HTTP
        status 401.
      - The environment variables E(HW_SECURITY_TOKEN) and E(HUAWEICLOUD_SDK_SECURITY_TOKEN) take its place, in this
        order.
    type: str
  auth_token:
    description:
      - A token of IAM that you already have. It is used as it is and not renewed.
      - The environment variable E(HW_AUTH_TOKEN) takes its place.
    type: str
  username:
    description:
      - The name of an IAM user, together with O(password) and O(domain_name). A token is asked for with them, once in
        its life time of usually 24 hours; it is kept in memory and in a private file below
        C(~/.cache/huaweicloud-modelarts).
      - The environment variable E(HW_USER_NAME) takes its place.
    type: str
  password:
    description:
      - The password of O(username).
      - The environment variable E(HW_USER_PASSWORD) takes its place.
    type: str
  domain_name:
    description:
      - The name of the account that O(username) belongs to.
      - The environment variable E(HW_DOMAIN_NAME) takes its place.
    type: str
  region:
    description:
      - The id of the region, such as V(cn-north-4) or V(eu-de). It leads to the endpoints, and to the project of the
        same name.
      - Required, unless O(endpoint) and O(project_id) say as much.
      - The environment variable E(HW_REGION_NAME) takes its place.
    type: str
  project_id:
    description:
      - The id of the project, as the console shows it under C(My Credentials).
      - Without it, the id is looked up by O(project_name) or O(region), which costs one request to IAM. The answer is
        kept for a day.
      - The environment variables E(HW_PROJECT_ID) and E(HUAWEICLOUD_SDK_PROJECT_ID) take its place, in this order, unless
        the task names another project or region by O(project_name) or O(region).
    type: str
  project_name:
    description:
      - The name of the project, to look up its id. Only needed for a project that is not named like its region.
      - The environment variable E(HW_PROJECT_NAME) takes its place.
    type: str
  endpoint:
    description:
      - The address of ModelArts, such as V(https://modelarts.cn-north-4.myhuaweicloud.com).
      - Without it, the address is C(https://modelarts.REGION.CLOUD), from O(region) and O(cloud).
      - The environment variable E(MODELARTS_ENDPOINT) takes its place.
    type: str
  iam_endpoint:
    description:
      - The address of IAM, used to look up the project and to get tokens.
      - Without it, the address is C(https://iam.REGION.CLOUD), from O(region) and O(cloud).
      - The environment variable E(MODELARTS_IAM_ENDPOINT) takes its place.
    type: str
  cloud:
    description:
      - The domain of the cloud that the endpoints are in, such as V(myhuaweicloud.com), V(myhuaweicloud.eu) or
        V(otc.t-systems.com).
      - The environment variable E(HW_CLOUD) takes its place. Without both, it is V(myhuaweicloud.com).
    type: str
  profile:
    description:
      - A section of the credentials file of the Huawei Cloud SDK, which is C(~/.huaweicloud/credentials) or the file
        that E(HUAWEICLOUD_SDK_CREDENTIALS_FILE) names. Its entries C(ak), C(sk), C(security_token), C(project_id) and
        C(iam_endpoint) are used.
      - Without it, the section C(basic) is used, but only when neither the task nor the environment names an identity.
    type: str
  validate_certs:
    description:
      - Whether the certificates of the endpoints are checked. Turning this off exposes the credentials to whoever is on
        the way.
    type: bool
    default: true
  ca_path:
    description:
      - A file or folder with certificates of authorities to trust, in place of those that C(requests) trusts.
      - The environment variables E(REQUESTS_CA_BUNDLE) and E(CURL_CA_BUNDLE) take its place, in this order.
    type: path
  allow_http:
    description:
      - Whether O(endpoint) and O(iam_endpoint) may be plain C(http), which shows requests and tokens on the way.
      - An address of this machine may always be plain C(http).
    type: bool
    default: false
  timeout:
    description:
      - How many seconds one request may take to be answered. How long a task waits for an object is another matter.
    type: float
    default: 60.0
  retries:
    description:
      - How often a request is repeated that failed in passing, with growing pauses. That is when the connection could
        not be made, and for the HTTP statuses 429, 500, 502, 503 and 504.
      - A request that creates something is not repeated blindly. When its answer was lost, the object is looked up
        first.
    type: int
    default: 5
requirements:
  - python >= 3.9
  - requests
notes:
  - Each of these settings is taken from the task, else from the section that O(profile) names, else from the
    environment. The section C(basic) comes last, and only when neither the task nor the environment names an identity.
    An empty value counts as not set.
  - An identity in the task goes before any identity in the environment. Where one place holds several, O(auth_token)
    goes before O(access_key), and that before O(username).
  - Proxies are taken from the usual environment variables. Redirects are not followed.
"""
