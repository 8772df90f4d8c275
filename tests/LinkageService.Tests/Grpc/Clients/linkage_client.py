"""Calls linkage.v1 with grpcio and generated stubs; prints a line per case. Usage: linkage_client.py PORT STUBS"""

import sys
import threading
import time

import grpc

PORT, STUBS = sys.argv[1], sys.argv[2]
sys.path.insert(0, STUBS)

import health_pb2  # noqa: E402
import health_pb2_grpc  # noqa: E402
from linkage.v1 import calculations_pb2 as pb, calculations_pb2_grpc as rpc  # noqa: E402
from linkage.v1 import schemes_pb2, schemes_pb2_grpc  # noqa: E402
from rpc import error_details_pb2, status_pb2  # noqa: E402
from v1alpha import reflection_pb2, reflection_pb2_grpc  # noqa: E402

LARGE = 100 * 1024 * 1024
channel = grpc.insecure_channel(
    f"127.0.0.1:{PORT}",
    options=[("grpc.max_receive_message_length", LARGE), ("grpc.max_send_message_length", LARGE)],
)
calculations = rpc.CalculationsStub(channel)
HEADER = pb.CalculationHeader(
    scheme="tangwan-four-tier",
    year=2020,
    parameters={"day_wage": "80.00"},
    inputs={"income": pb.InputValue(amount_fen=10_000_000)},
)


def roster(count):
    return [
        pb.Household(
            id=f"{number:06d}",
            tags=["registered"] if number % 10 == 0 else [],
            holdings={"land": f"{1 + number % 5}.{number % 90 + 10}", "wage_days": str(number % 100)},
        )
        for number in range(count)
    ]


def failure(call):
    """The error a call ends with."""
    try:
        call()
    except grpc.RpcError as error:
        return error
    raise AssertionError("the call succeeded")


def violations(error):
    status = status_pb2.Status.FromString(dict(error.trailing_metadata())["grpc-status-details-bin"])
    info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    assert status.details[0].Unpack(info) and status.details[1].Unpack(bad)
    return info, [(violation.reason, violation.field) for violation in bad.field_violations]


def calculate():
    response = calculations.Calculate(pb.CalculateRequest(header=HEADER, households=roster(300)), timeout=30)
    totals = response.result.totals
    paid = sum(statement.total_fen for statement in response.statements)
    assert len(response.statements) == 300 and paid == totals.households_fen
    assert totals.sources_fen == paid + totals.funds_fen + totals.carried_forward_fen


def calculate_compressed():
    request = pb.CalculateRequest(header=HEADER, households=roster(300))
    plain = calculations.Calculate(request, timeout=30)
    assert calculations.Calculate(request, timeout=30, compression=grpc.Compression.Gzip) == plain


def calculate_stream():
    households = roster(5000)

    def parts():
        yield pb.CalculateStreamRequest(header=HEADER)
        for start in range(0, len(households), 900):
            yield pb.CalculateStreamRequest(households=pb.HouseholdChunk(households=households[start:start + 900]))

    replies = list(calculations.CalculateStream(parts(), timeout=60))
    whole = calculations.Calculate(pb.CalculateRequest(header=HEADER, households=households), timeout=30)
    assert replies[0].result == whole.result
    assert [s for reply in replies[1:] for s in reply.statements.statements] == list(whole.statements)


def validation_errors_with_details():
    household = pb.Household(id="0001", tags=["registred"], holdings={"land": "-1", "wage_day": "2"})
    error = failure(lambda: calculations.Calculate(pb.CalculateRequest(header=HEADER, households=[household]), timeout=30))
    assert error.code() == grpc.StatusCode.INVALID_ARGUMENT, error
    info, found = violations(error)
    assert info.domain == "linkage" and info.reason == found[0][0]
    assert sorted(found) == [
        ("negative_amount", "households[0].holdings.land"),
        ("unknown_holding", "households[0].holdings.wage_day"),
        ("unknown_tag", "households[0].tags"),
    ], found


def business_error_with_figures():
    header = pb.CalculationHeader(scheme="malu-guaranteed-dividend", year=2020, inputs={"sales": pb.InputValue(amount_fen=100)})
    household = pb.Household(id="0001", holdings={"capital": "180.00"})
    error = failure(lambda: calculations.Calculate(pb.CalculateRequest(header=header, households=[household]), timeout=30))
    assert error.code() == grpc.StatusCode.FAILED_PRECONDITION, error
    info, _ = violations(error)
    assert info.reason == "pool_shortfall" and info.metadata["shortBy"] == "179.00", info


def deadline():
    request = pb.CalculateRequest(header=HEADER, households=roster(100_000))
    error = failure(lambda: calculations.Calculate(request, timeout=0.001))
    assert error.code() == grpc.StatusCode.DEADLINE_EXCEEDED, error


def deadlines_by_the_thousand():
    # The caller gives up at every moment of a call; the server must log none of it as an error of its own. Kestrel ends a connection
    # whose streams are reset faster than it can end them: the calls on it are unavailable, to be tried again.
    own = [("grpc.use_local_subchannel_pool", 1)]
    stubs = [rpc.CalculationsStub(grpc.insecure_channel(f"127.0.0.1:{PORT}", options=own)) for _ in range(20)]
    request = pb.CalculateRequest(header=HEADER, households=roster(40))
    codes = set()
    for _ in range(150):
        calls = [stubs[i % 20].Calculate.future(request, timeout=(i % 9 + 1) / 1000) for i in range(100)]
        codes |= {call.code() for call in calls}
    assert codes <= {grpc.StatusCode.OK, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.UNAVAILABLE}, codes


def cancellation():
    release = threading.Event()

    def parts():
        yield pb.CalculateStreamRequest(header=HEADER)
        release.wait(30)

    call = calculations.CalculateStream(parts())
    time.sleep(0.2)
    call.cancel()
    release.set()
    assert failure(lambda: list(call)).code() == grpc.StatusCode.CANCELLED


def schemes():
    stub = schemes_pb2_grpc.SchemesStub(channel)
    listed = stub.ListSchemes(schemes_pb2.ListSchemesRequest(), timeout=30).schemes
    assert "tangwan-four-tier" in [summary.scheme.id for summary in listed]
    got = stub.GetScheme(schemes_pb2.GetSchemeRequest(id="tangwan-four-tier"), timeout=30)
    again = stub.ValidateScheme(schemes_pb2.ValidateSchemeRequest(document=got.document_json), timeout=30)
    assert again.valid and again.scheme == got.summary.scheme, again
    wrong = stub.ValidateScheme(schemes_pb2.ValidateSchemeRequest(document="id: x\nversion: 1\ntitle: x\nsteps: []\n"), timeout=30)
    assert not wrong.valid and wrong.problems[0].line > 0, wrong
    unknown = failure(lambda: stub.GetScheme(schemes_pb2.GetSchemeRequest(id="no-such"), timeout=30))
    assert unknown.code() == grpc.StatusCode.NOT_FOUND and violations(unknown)[0].reason == "unknown_scheme"


def health():
    stub = health_pb2_grpc.HealthStub(channel)
    assert stub.Check(health_pb2.HealthCheckRequest(), timeout=30).status == health_pb2.HealthCheckResponse.SERVING
    watch = stub.Watch(health_pb2.HealthCheckRequest(), timeout=30)
    assert next(watch).status == health_pb2.HealthCheckResponse.SERVING
    watch.cancel()


def reflection():
    stub = reflection_pb2_grpc.ServerReflectionStub(channel)
    request = reflection_pb2.ServerReflectionRequest(list_services="")
    answer = next(stub.ServerReflectionInfo(iter([request]), timeout=30))
    names = {service.name for service in answer.list_services_response.service}
    assert {"linkage.v1.Calculations", "linkage.v1.Schemes", "grpc.health.v1.Health"} <= names, names


for case in [
    calculate, calculate_compressed, calculate_stream, validation_errors_with_details, business_error_with_figures,
    deadline, deadlines_by_the_thousand, cancellation, schemes, health, reflection,
]:
    case()
    print("ok", case.__name__, flush=True)
