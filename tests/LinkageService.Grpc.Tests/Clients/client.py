"""Calls the echo, health and reflection services with grpcio; prints a line per case. Usage: client.py PORT STUBS"""

import sys
import time

import grpc

PORT, STUBS = sys.argv[1], sys.argv[2]
sys.path.insert(0, STUBS)

import echo_pb2  # noqa: E402
import echo_pb2_grpc  # noqa: E402
import health_pb2  # noqa: E402
import health_pb2_grpc  # noqa: E402
from google.protobuf import descriptor_pb2  # noqa: E402
from rpc import error_details_pb2, status_pb2  # noqa: E402
from v1 import reflection_pb2, reflection_pb2_grpc  # noqa: E402
from v1alpha import reflection_pb2 as alpha_pb2, reflection_pb2_grpc as alpha_pb2_grpc  # noqa: E402

LARGE = 20 * 1024 * 1024
channel = grpc.insecure_channel(f"127.0.0.1:{PORT}", options=[("grpc.max_receive_message_length", LARGE)])
echo = echo_pb2_grpc.EchoStub(channel)


def failure(call):
    """The error a call ends with."""
    try:
        call()
    except grpc.RpcError as error:
        return error
    raise AssertionError("the call succeeded")


def unary():
    reply, call = echo.Say.with_call(echo_pb2.EchoRequest(text="农户", payload=bytes(1_000_000)))
    assert (reply.text, reply.length) == ("农户", 1_000_000)
    assert call.code() == grpc.StatusCode.OK


def metadata():
    reply, call = echo.Say.with_call(
        echo_pb2.EchoRequest(deed="send metadata"), metadata=(("x-text", "a value"), ("x-bytes-bin", b"\x00\xff\x01"))
    )
    assert ("x-seen", "a value") in [tuple(entry) for entry in call.initial_metadata()]
    assert ("x-bytes-bin", b"\x00\xff\x01") in [tuple(entry) for entry in call.trailing_metadata()]


def client_streaming():
    reply = echo.Collect(echo_pb2.EchoRequest(text=f"{i},", payload=bytes(1000)) for i in range(200))
    assert reply.text == "".join(f"{i}," for i in range(200)) and reply.length == 200_000


def server_streaming():
    assert [reply.text for reply in echo.Repeat(echo_pb2.EchoRequest(text="x", times=500))] == ["x"] * 500


def duplex():
    texts = [str(i) for i in range(100)]
    assert [reply.text for reply in echo.Chat(echo_pb2.EchoRequest(text=text) for text in texts)] == texts


def gzip_both_ways():
    request = echo_pb2.EchoRequest(payload=bytes(3_000_000))
    assert echo.Say(request, compression=grpc.Compression.Gzip).length == 3_000_000


def error_with_details():
    error = failure(lambda: echo.Say(echo_pb2.EchoRequest(deed="rich error", text="households[3].holdings.land")))
    assert error.code() == grpc.StatusCode.INVALID_ARGUMENT, error
    details = dict(error.trailing_metadata())["grpc-status-details-bin"]
    status = status_pb2.Status.FromString(details)
    assert (status.code, status.message) == (3, error.details())
    bad = error_details_pb2.BadRequest()
    assert status.details[0].Unpack(bad)
    assert bad.field_violations[0].field == "households[3].holdings.land"


def deadline():
    started = time.monotonic()
    error = failure(lambda: echo.Say(echo_pb2.EchoRequest(delay_ms=30_000), timeout=0.2))
    assert error.code() == grpc.StatusCode.DEADLINE_EXCEEDED, error
    assert time.monotonic() - started < 5


def deadlines_by_the_hundred():
    # Spread over connections: a server closes one on which a caller gives up too many calls at once.
    own = [("grpc.use_local_subchannel_pool", 1)]
    stubs = [echo_pb2_grpc.EchoStub(grpc.insecure_channel(f"127.0.0.1:{PORT}", options=own)) for _ in range(20)]
    codes = set()
    for _ in range(10):
        calls = [
            stubs[i % 20].Say.future(echo_pb2.EchoRequest(text="x", delay_ms=i % 10), timeout=(i % 9 + 1) / 1000)
            for i in range(100)
        ]
        codes |= {call.code() for call in calls}
    assert codes <= {grpc.StatusCode.OK, grpc.StatusCode.DEADLINE_EXCEEDED}, codes


def cancellation():
    stream = echo.Repeat(echo_pb2.EchoRequest(text="x", times=1_000_000, delay_ms=1))
    next(stream)
    stream.cancel()
    assert stream.code() == grpc.StatusCode.CANCELLED


def unimplemented():
    call = channel.unary_unary("/linkage.test.Echo/Nothing")
    assert failure(lambda: call(b"")).code() == grpc.StatusCode.UNIMPLEMENTED


def too_large():
    error = failure(lambda: echo.Say(echo_pb2.EchoRequest(payload=bytes(5 * 1024 * 1024))))
    assert error.code() == grpc.StatusCode.RESOURCE_EXHAUSTED, error


def health():
    stub = health_pb2_grpc.HealthStub(channel)
    assert stub.Check(health_pb2.HealthCheckRequest()).status == health_pb2.HealthCheckResponse.SERVING
    watch = stub.Watch(health_pb2.HealthCheckRequest())
    assert next(watch).status == health_pb2.HealthCheckResponse.SERVING
    watch.cancel()
    unknown = failure(lambda: stub.Check(health_pb2.HealthCheckRequest(service="nothing")))
    assert unknown.code() == grpc.StatusCode.NOT_FOUND


def reflect(messages, stub):
    request = messages.ServerReflectionRequest
    answers = list(
        stub.ServerReflectionInfo(
            iter([request(list_services=""), request(file_containing_symbol="linkage.test.Echo")])
        )
    )
    assert "linkage.test.Echo" in [service.name for service in answers[0].list_services_response.service]
    file = descriptor_pb2.FileDescriptorProto.FromString(answers[1].file_descriptor_response.file_descriptor_proto[0])
    assert [method.name for method in file.service[0].method] == ["Say", "Collect", "Repeat", "Chat"]


def reflection():
    reflect(reflection_pb2, reflection_pb2_grpc.ServerReflectionStub(channel))


def reflection_alpha():
    reflect(alpha_pb2, alpha_pb2_grpc.ServerReflectionStub(channel))


CASES = [
    unary,
    metadata,
    client_streaming,
    server_streaming,
    duplex,
    gzip_both_ways,
    error_with_details,
    deadline,
    deadlines_by_the_hundred,
    cancellation,
    unimplemented,
    too_large,
    health,
    reflection,
    reflection_alpha,
]

failed = 0
for case in CASES:
    try:
        case()
        print("ok", case.__name__, flush=True)
    except Exception as problem:  # every case runs, whatever happened to the one before
        failed += 1
        print("FAILED", case.__name__, repr(problem), flush=True)
print("cases", len(CASES), "failed", failed)
sys.exit(1 if failed else 0)
