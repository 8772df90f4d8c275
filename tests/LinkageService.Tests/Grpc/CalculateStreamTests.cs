using LinkageService.Configuration;
using LinkageService.Contracts.V1;
using LinkageService.Hosting;
using LinkageService.Tests.Support;
using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;

namespace LinkageService.Tests.Grpc;

/// <summary>Rosters as streams: the same result as in one message, for as many households as one likes.</summary>
[Collection(RunsAlone.Name)]
public sealed class CalculateStreamTests : IAsyncLifetime
{
    private const string Unary = "linkage.v1.Calculations/Calculate";
    private const string Stream = "linkage.v1.Calculations/CalculateStream";

    private WebApplication _app = null!;
    private GrpcApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _app = ServiceHost.Build(TemporaryStorage.Settings());
        await _app.StartAsync();
        _api = new GrpcApi(new Uri(_app.Urls.Last()));
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task CalculateStream_SameRosterInAnyOrder_EqualsUnary()
    {
        var households = Households(5000).ToArray();
        var request = new CalculateRequest { Header = Header() };
        request.Households.AddRange(households);
        var whole = CalculateResponse.Parser.ParseFrom(Assert.Single((await _api.CallAsync(Unary, request)).Messages));

        var answer = await _api.SendAsync(Stream, Body(Header(), households.Reverse().Chunk(700)));

        Assert.Equal(StatusCode.OK, answer.Status);
        var parts = answer.Messages.Select(message => CalculateStreamResponse.Parser.ParseFrom(message)).ToArray();
        Assert.Equal(whole.Result, parts[0].Result);
        Assert.Equal(whole.Statements, parts.Skip(1).SelectMany(part => part.Statements.Statements));
    }

    [Fact]
    public async Task CalculateStream_OneMillionHouseholds_GivesEveryStatementAndTheEnginesDigest()
    {
        var count = Thorough.Of(full: 1_000_000, quick: 200_000);
        var statements = 0;
        long paid = 0;
        CalculationResult? result = null;
        var answer = await _api.StreamAsync(Stream, Body(Header(), Households(count).Chunk(4000)), message =>
        {
            var part = CalculateStreamResponse.Parser.ParseFrom(message);
            result ??= part.Result;
            foreach (var statement in part.Statements?.Statements ?? [])
            {
                statements++;
                paid += statement.TotalFen;
            }

            return ValueTask.CompletedTask;
        });

        Assert.Equal((StatusCode.OK, count), (answer.Status!.Value, statements));
        Assert.Equal(result!.Totals.HouseholdsFen, paid);
        Assert.Equal(result.Totals.SourcesFen, paid + result.Totals.FundsFen + result.Totals.CarriedForwardFen);
        Assert.StartsWith("sha256:", result.Digest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no header", StatusCode.InvalidArgument, "malformed_request")]
    [InlineData("two headers", StatusCode.InvalidArgument, "malformed_request")]
    [InlineData("unknown scheme", StatusCode.NotFound, "unknown_scheme")]
    [InlineData("nothing", StatusCode.InvalidArgument, "malformed_request")]
    [InlineData("no households", StatusCode.InvalidArgument, "empty_roster")]
    [InlineData("duplicate in another chunk", StatusCode.InvalidArgument, "duplicate_household")]
    public async Task CalculateStream_BadParts_AnswersWithCode(string what, StatusCode status, string code)
    {
        var header = new CalculateStreamRequest { Header = Header() };
        var chunk = Chunk(Households(2));
        var unknown = new CalculateStreamRequest { Header = new CalculationHeader { Scheme = "no-such-scheme" } };
        CalculateStreamRequest[] parts = what switch
        {
            "no header" => [chunk],
            "two headers" => [header, header],
            "unknown scheme" => [unknown, chunk],
            "no households" => [header],
            "duplicate in another chunk" => [header, chunk, chunk],
            _ => [],
        };
        var answer = await _api.SendAsync(Stream, parts.Select(part => part.ToByteArray()));
        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Contains(answer.Violations, violation => violation.Reason == code && violation.LocalizedMessage.Message.Length > 0);
    }

    [Fact]
    public async Task CalculateStream_ClientStopsReading_ServerWaitsAndThenGoesOn()
    {
        // More statements than every buffer between the two holds: without waiting the call would end during the pause.
        const int count = 300_000;
        var read = 0;
        var ended = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => ended += IsOfStream(activity) ? 1 : 0,
        };
        ActivitySource.AddActivityListener(listener);
        var answer = await _api.StreamAsync(Stream, Body(Header(), Households(count).Chunk(4000)), async message =>
        {
            if (read++ == 3)
            {
                await Task.Delay(TimeSpan.FromSeconds(2));
                Assert.Equal(0, ended);
            }
        });
        Assert.Equal((StatusCode.OK, 1 + (count / 1000)), (answer.Status!.Value, read));
        await Eventually(() => ended == 1);
    }

    private static bool IsOfStream(Activity activity) =>
        activity.DisplayName.EndsWith("/CalculateStream", StringComparison.Ordinal)
        || (activity.GetTagItem("grpc.method") as string ?? "").EndsWith("/CalculateStream", StringComparison.Ordinal);

    private static async Task Eventually(Func<bool> holds)
    {
        for (var tries = 0; !holds() && tries < 100; tries++)
        {
            await Task.Delay(50);
        }

        Assert.True(holds());
    }

    private static CalculationHeader Header() => new()
    {
        Scheme = "tangwan-four-tier",
        Year = 2020,
        Parameters = { ["day_wage"] = "80.00" },
        Inputs = { ["income"] = new InputValue { AmountFen = 100_000_000_000 } },
    };

    private static IEnumerable<Household> Households(int count)
    {
        for (var number = 0; number < count; number++)
        {
            var household = new Household { Id = number.ToString("D7", CultureInfo.InvariantCulture) };
            household.Holdings["land"] = $"{1 + (number % 7)}.{number % 90 + 10}";
            if (number % 4 == 0)
            {
                household.Holdings["wage_days"] = (number % 200).ToString(CultureInfo.InvariantCulture);
            }

            if (number % 10 == 0)
            {
                household.Tags.Add("registered");
            }

            yield return household;
        }
    }

    private static CalculateStreamRequest Chunk(IEnumerable<Household> households)
    {
        var chunk = new HouseholdChunk();
        chunk.Households.AddRange(households);
        return new CalculateStreamRequest { Households = chunk };
    }

    private static IEnumerable<byte[]> Body(CalculationHeader header, IEnumerable<Household[]> chunks) => chunks
        .Select(Chunk).Prepend(new CalculateStreamRequest { Header = header }).Select(part => part.ToByteArray());
}
