#!/usr/bin/env python3
"""Fills an empty service of version 0.1.0 with one village that has everything a later version must go on with, and writes
what the service answers about it to answers.json: fill.py http://127.0.0.1:5080 answers.json"""
import json, sys, urllib.error, urllib.parse, urllib.request

base, target = sys.argv[1] + '/v1', sys.argv[2]

SHARE_DAYS = {'id': 'old-share-days', 'version': 1, 'title': {'zh': '按股按天分红', 'en': 'Dividend by share-days'},
              'inputs': {'income': {'type': 'money'}},
              'holdings': {'shares': {'unit': 'share', 'decimals': 2, 'weighting': 'time_weighted', 'default': 0}},
              'steps': [{'id': 'dividend', 'kind': 'allocate', 'from': 'income', 'by': 'shares'}]}
# Three rates that make 90%: version 0.1.0 took them as parts of the whole.
RATES = {'id': 'old-rates', 'version': 1, 'title': {'zh': '五五三十', 'en': 'Rates of ninety per cent'},
         'inputs': {'profit': {'type': 'money'}},
         'steps': [{'id': 'shared', 'kind': 'split', 'from': 'profit',
                    'into': {'fund:company': '55%', 'fund:village': '5%', 'farmers': '30%'}},
                   {'id': 'equal', 'kind': 'allocate', 'from': 'farmers'}]}


def call(method, path, body=None, user='clerk', content='application/json', **headers):
    data = body if isinstance(body, bytes) or body is None else json.dumps(body, ensure_ascii=False).encode()
    request = urllib.request.Request(base + path, data=data, method=method)
    request.add_header('X-Linkage-User', user)
    if data is not None:
        request.add_header('Content-Type', content)
    for name, value in headers.items():
        request.add_header(name.replace('_', '-'), value)
    try:
        with urllib.request.urlopen(request) as response:
            text = response.read().decode()
            return json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        sys.exit(f'{method} {path}: {error.code} {error.read().decode()}')


def household(org, id, since, **facts):
    call('PUT', f'/organizations/{org}/households/{urllib.parse.quote(id)}', {'name': '农户' + id, 'validFrom': since, **facts})


def run(org, key, **terms):
    return call('POST', f'/organizations/{org}/runs', terms, Idempotency_Key=key)['id']


def act(id, name, body, user='clerk'):
    revision = call('GET', f'/runs/{id}')['revision']
    return call('POST', f'/runs/{id}:{name}', body, user, If_Match=f'"{revision}"', Idempotency_Key=f'{id}-{name}')


def approve(id, year, people):
    act(id, 'submit', {})
    act(id, 'disclose', {'from': f'{year}-01-05'})
    meeting = {'date': f'{year}-02-10', 'due': people, 'present': people, 'inFavour': people, 'kind': 'members'}
    act(id, 'approve', {'digest': call('GET', f'/runs/{id}')['digest'], 'meeting': meeting}, 'chair')


def pay(id, year, people):
    approve(id, year, people)
    act(id, 'pay', {'on': f'{year}-02-20'})


for scheme in SHARE_DAYS, RATES:
    call('POST', '/schemes', scheme)

ORG = 'old-village'
call('PUT', f'/organizations/{ORG}', {'name': '旧库村', 'legalForm': 'rural_collective', 'region': '500155', 'noticeDays': 10})
person = {'name': '农户0001', 'idNumber': '500113197001010022', 'head': True}
account = {'holder': '农户0001', 'bank': '农商行', 'number': '6228480000000000002'}
roster = '户编号,户主,成员数,标签,shares\n' + ''.join(f'{i:04d},农户{i:04d},{i % 5 + 1},,{i * 1.25}\n' for i in range(2, 31))
call('POST', f'/organizations/{ORG}/households:import?validFrom=2022-01-01', roster.encode(), content='text/csv')
household(ORG, '0001', '2022-01-01', members=2, holdings={'shares': '10'}, persons=[person], account=account)
household(ORG, '农户 甲', '2022-01-01', members=3, holdings={'shares': '3.5'}, tags=['registered'])
# Written with full-width letters, as some sheets have it.
household(ORG, 'Ａ７', '2022-01-01', members=3, holdings={'shares': '2'})
household(ORG, '0031', '2023-07-03', members=1, holdings={'shares': '1'})
call('DELETE', f'/organizations/{ORG}/households/0030?from=2023-03-01')
linkage = call('POST', f'/organizations/{ORG}/linkages', {
    'household': '0001', 'mode': 'capital', 'partner': '柑橘合作社', 'terms': {'rate': '2%'}, 'from': '2022-03-01'})

first = run(ORG, 'first', scheme='liangping-collective-income', year=2022, inputs={'income': '187654.32'})
pay(first, 2023, 31)
act(first, 'close', {})
days = run(ORG, 'days', scheme='old-share-days', year=2023, inputs={'income': '50000.00'})
pay(days, 2024, 31)
rates = run(ORG, 'rates', scheme='old-rates', year=2023, inputs={'profit': '100.00'})
approve(rates, 2024, 31)

# A mistake of 2022 found later: 0005 had more, 0006 less, and 0006 has left meanwhile.
household(ORG, '0005', '2022-01-01', members=1, holdings={'shares': '8.25'})
household(ORG, '0006', '2022-01-01', members=2, holdings={'shares': '5.5'})
call('DELETE', f'/organizations/{ORG}/households/0006?from=2023-06-01')
correction = act(first, 'correct', {'policy': 'settle_next_year', 'reason': '股份登记有误'})['id']
pay(correction, 2024, 31)
settling = run(ORG, 'settling', scheme='liangping-collective-income', year=2024, inputs={'income': '150000.00'})
pay(settling, 2025, 30)
objected = run(ORG, 'objected', scheme='liangping-collective-income', year=2025, inputs={'income': '1000.00'})
act(objected, 'submit', {})
act(objected, 'disclose', {'from': '2026-01-05'})
act(objected, 'objections', {'household': '0002', 'content': '股份少算'})
cancelled = run(ORG, 'cancelled', scheme='liangping-collective-income', year=2025, inputs={'income': '2000.00'})
act(cancelled, 'cancel', {'reason': '收入填错'})
draft = run(ORG, 'draft', scheme='liangping-collective-income', year=2025, inputs={'income': '3000.00'})

runs = {'first': first, 'days': days, 'rates': rates, 'correction': correction, 'settling': settling,
        'objected': objected, 'cancelled': cancelled, 'draft': draft}
asked = [f'/organizations/{ORG}', f'/organizations/{ORG}/households?limit=1000&asOf=2025-12-31',
         f'/organizations/{ORG}/households?limit=1000&asOf=2022-06-01', f'/organizations/{ORG}/households/0005/history',
         f'/organizations/{ORG}/linkages', f'/organizations/{ORG}/runs?limit=100',
         f'/organizations/{ORG}/households/0006/statements', '/schemes/old-share-days', '/schemes/old-rates',
         '/audit?limit=1000', '/audit/verification']
for id in runs.values():
    asked += [f'/runs/{id}', f'/runs/{id}/statements?limit=1000', f'/runs/{id}/history', f'/runs/{id}/verification']
    if id != correction:
        asked.append(f'/runs/{id}/statements/0005?explain=true')
asked.append(f'/runs/{first}/comparison?with={settling}')
answers = {path: call('GET', path, user='chair') for path in asked}
with open(target, 'w', encoding='utf-8') as file:
    json.dump({'runs': runs, 'answers': answers}, file, ensure_ascii=False, indent=1)
