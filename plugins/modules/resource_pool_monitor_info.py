#!/usr/bin/python
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
---
module: resource_pool_monitor_info
short_description: Read how busy a dedicated resource pool has been
version_added: 0.1.0
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
description:
  - Reads what the monitoring knows of the use of processors, memory and accelerators in a dedicated resource pool over
    time. What is allocated at this moment is told by M(huaweicloud.modelarts.resource_pool_usage_info).
  - The list is also empty when there is no such pool.
extends_documentation_fragment:
  - huaweicloud.modelarts.auth
  - huaweicloud.modelarts.attributes
  - huaweicloud.modelarts.attributes.reads
  - huaweicloud.modelarts.info
  - huaweicloud.modelarts.pool
  - huaweicloud.modelarts.pool.in_workspace
options:
  time_range:
    description:
      - The time to look at, as C(start.end.minutes). Start and end are in milliseconds since 1970, or V(-1) to have them
        follow from the rest. So V(-1.-1.60) is the last hour, which the service takes when it is not given.
      - The minutes must cover the time from start to end, and may be no more than 1440 times O(period).
    type: str
  period:
    description:
      - The time between two values, in seconds. The service takes V(60) when it is not given.
    type: str
    choices: ["60", "300", "900", "3600"]
  statistics:
    description:
      - What is made of the measurements in each O(period). The service takes V(maximum) when it is not given.
    type: str
    choices: [maximum, minimum, sum, average, sampleCount]
seealso:
  - module: huaweicloud.modelarts.resource_pool_info
  - module: huaweicloud.modelarts.resource_pool_usage_info
"""

EXAMPLES = r"""
---
- name: Read how busy a pool was in the last hour
  huaweicloud.modelarts.resource_pool_monitor_info:
    pool_id: vision-pool
    time_range: -1.-1.60
    period: "300"
    statistics: average
  register: hour

- name: Show the use of its processors
  vars:
    points: "{{ (hour.resource_pool_monitors | selectattr('metric.metricName', 'eq', 'cpuUsage') | first).dataPoints }}"
  ansible.builtin.debug:
    msg: "{{ points | map(attribute='statistics') | map('first') | map(attribute='value') }}"
"""

RETURN = r"""
---
resource_pool_monitors:
  description:
    - A row for each metric. The list is empty when there is no such pool.
  returned: success
  type: list
  elements: dict
  contains:
    metric:
      description: What was measured, in C(metricName), such as V(cpuUsage), V(memUsedRate) or V(gpuUtil). It belongs to the
        pool that C(dimensions) tells.
      returned: always
      type: dict
      sample:
        metricName: cpuUsage
        namespace: PAAS.AGGR
        dimensions: [{"name": "clusterId", "value": "vision-pool-4b452d753cfc4430b1d6a8c4ecb5a75b"}]
    dataPoints:
      description: The values in the order of time. C(timestamp) is in milliseconds since 1970.
      returned: always
      type: list
      elements: dict
      sample: [{"timestamp": 1795236300000, "unit": "Percent", "statistics": [{"statistic": "average", "value": 7.944}]}]
# shared: failure
http_status:
  description: The HTTP status of the answer, null when there was none.
  returned: on failure of a request
  type: int
  sample: 400
error_code:
  description: The error code of the service.
  returned: on failure of a request
  type: str
  sample: ModelArts.6309
error_message:
  description: The service's own words, or what went wrong on the way to it.
  returned: on failure of a request
  type: str
  sample: The notebook instance does not exist
request_id:
  description: The id of the request, for the support of the service.
  returned: on failure of a request
  type: str
  sample: fef281e9950b42638785e645071f029c
request:
  description: The request that failed.
  returned: on failure of a request
  type: str
  sample: GET /v1/4b452d753cfc4430b1d6a8c4ecb5a75b/notebooks
requests:
  description: All requests that were sent, with status and duration.
  returned: with verbosity 3 (C(-vvv)) or higher
  type: list
  elements: dict
  sample: [{"method": "GET", "path": "/v1/4b452d753cfc4430b1d6a8c4ecb5a75b/notebooks", "status": 200, "ms": 35}]
# end
"""

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools_info import MONITOR

MODULE = MONITOR


def main() -> None:
    MODULE.main()


if __name__ == "__main__":
    main()
