using System.Buffers.Binary;
using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Grpc;

/// <summary>Messages that are too large, broken or late end with a status; none is taken for less than it is.</summary>
public sealed class GrpcMessageTests
{
    private const string Unary = "linkage.v1.Calculations/Calculate";

    [Theory]
    [InlineData(64 << 10, false, StatusCode.OK)]
    [InlineData((64 << 10) + 1, false, StatusCode.ResourceExhausted)]
    [InlineData(64 << 10, true, StatusCode.OK)]
    [InlineData((64 << 10) + 1, true, StatusCode.ResourceExhausted)]
    public async Task Message_AroundTheLimit_IsCountedAsSentAndDecompressed(int bytes, bool compressed, StatusCode expected)
    {
        await using var service = await RunningService.StartAsync(["--Limits:MaxMessageBytes=65536"]);
        var message = Message(bytes);
        Assert.Equal(expected, await SendFrameAsync(service, compressed ? Compress(message) : message, compressed));
    }

    [Fact]
    public async Task Message_CompressedAndCutShortAnywhere_IsNeverTaken()
    {
        await using var service = await RunningService.StartAsync();
        var whole = Compress(Request(300).ToByteArray());
        Assert.Equal(StatusCode.OK, await SendFrameAsync(service, whole, compressed: true));
        for (var cut = 1; cut < whole.Length; cut += Math.Max(1, whole.Length / 60))
        {
            Assert.Equal(StatusCode.InvalidArgument, await SendFrameAsync(service, whole[..^cut], compressed: true));
        }
    }

    [Fact]
    public async Task Calls_GivenUpWithinMilliseconds_EachHaveAStatusAndLeaveNothing()
    {
        var calls = Thorough.Of(full: 2_000, quick: 500);
        await using var service = await RunningService.StartAsync();
        using var active = new ActiveRequests(service);
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress);
        var method = new Method<CalculateRequest, CalculateResponse>(
            MethodType.Unary, "linkage.v1.Calculations", "Calculate",
            Marshallers.Create(request => request.ToByteArray(), CalculateRequest.Parser.ParseFrom),
            Marshallers.Create(response => response.ToByteArray(), CalculateResponse.Parser.ParseFrom));
        var request = Request(400);
        var statuses = new System.Collections.Concurrent.ConcurrentBag<Status>();
        await Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
        {
            var options = new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(1 + (number % 9)));
            try
            {
                await channel.CreateCallInvoker().AsyncUnaryCall(method, host: null, options, request);
                statuses.Add(Status.DefaultSuccess);
            }
            catch (RpcException exception)
            {
                statuses.Add(exception.Status);
            }
        });

        Assert.Equal(calls, statuses.Count);
        // Many resets in a row make Kestrel end the connection: calls under way on it are cut off, others wait or are refused. A fault of
        // the service would be UNKNOWN too, but is in the log as well.
        StatusCode[] usual =
        [
            StatusCode.OK, StatusCode.DeadlineExceeded, StatusCode.Cancelled, StatusCode.ResourceExhausted, StatusCode.Unavailable,
            StatusCode.Internal, StatusCode.Unknown,
        ];
        Assert.DoesNotContain(statuses, status => !usual.Contains(status.StatusCode));
        Assert.Contains(statuses, status => status.StatusCode == StatusCode.DeadlineExceeded);
        await active.RequireNoneAsync();

        // What is logged as an error fails the test when the service is disposed of.
        Assert.Equal(StatusCode.OK, await SendFrameAsync(service, request.ToByteArray(), compressed: false));
    }

    /// <summary>The calls that a service has under way, as it counts them itself.</summary>
    private sealed class ActiveRequests : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _active;
        private long _begun;

        public ActiveRequests(RunningService service)
        {
            var factory = service.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "http.server.active_requests" && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, change, _, _) =>
            {
                Interlocked.Add(ref _active, change);
                Interlocked.Add(ref _begun, Math.Max(change, 0));
            });
            _listener.Start();
        }

        public async Task RequireNoneAsync()
        {
            var until = TimeProvider.System.GetUtcNow().AddSeconds(30);
            while (Interlocked.Read(ref _active) != 0 && TimeProvider.System.GetUtcNow() < until)
            {
                await Task.Delay(20);
            }

            Assert.Equal(0, Interlocked.Read(ref _active));
            Assert.NotEqual(0, Interlocked.Read(ref _begun));
        }

        public void Dispose() => _listener.Dispose();
    }

    private static CalculateRequest Request(int households)
    {
        var request = new CalculateRequest
        {
            Header = new CalculationHeader { Scheme = "land-transfer-rent", Year = 2020, Parameters = { ["rent_per_mu"] = "600.00" } },
        };
        request.Households.AddRange(Enumerable.Range(1, households).Select(number => new Household
        {
            Id = number.ToString("D6", System.Globalization.CultureInfo.InvariantCulture),
            Holdings = { ["rented_land"] = "1.5" },
        }));
        return request;
    }

    // A request of exactly so many bytes: a field nobody knows fills it up.
    internal static byte[] Message(int bytes)
    {
        var request = Request(1);
        var rest = bytes - request.CalculateSize();
        using var filled = new MemoryStream();
        var output = new CodedOutputStream(filled, leaveOpen: true);
        request.WriteTo(output);
        output.WriteTag(1000, WireFormat.WireType.LengthDelimited);
        var payload = rest - CodedOutputStream.ComputeTagSize(1000);
        payload -= CodedOutputStream.ComputeLengthSize(payload);
        output.WriteBytes(ByteString.CopyFrom(new byte[payload]));
        output.Flush();
        output.Dispose();
        Assert.Equal(bytes, filled.Length);
        return filled.ToArray();
    }

    internal static byte[] Compress(byte[] message)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(message);
        }

        return compressed.ToArray();
    }

    // Framed by hand: no client library sends broken messages.
    internal static async Task<StatusCode> SendFrameAsync(RunningService service, byte[] message, bool compressed)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = (byte)(compressed ? 1 : 0);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, 5);
        using var http = new HttpClient { BaseAddress = service.GrpcAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/" + Unary)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.Add("grpc-encoding", "gzip");
        using var response = await http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        var headers = response.TrailingHeaders.Concat(response.Headers)
            .ToLookup(header => header.Key, header => header.Value.First(), StringComparer.OrdinalIgnoreCase);
        return Enum.Parse<StatusCode>(headers["grpc-status"].First());
    }
}
