using Google.Rpc;
using Grpc.Core;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Tests.Grpc;

/// <summary>Many problems, and long ones, reach a client that takes no more than the usual 8 KiB of headers.</summary>
public sealed class GrpcProblemsTests
{
    private const int MostBytes = 8 * 1024;

    [Theory]
    [InlineData(1, 10)]
    [InlineData(100, 40)]
    [InlineData(1_000, 5_000)]
    public void ToRpcException_ManyProblems_FitTheTrailersAndSayHowManyThereAre(int count, int length)
    {
        var problems = Enumerable.Range(0, count).Select(at => new Problem(
            ProblemCodes.InvalidValue, $"households[{at}].holdings.land",
            new LocalizedText(new string('错', length), new string('x', length))));
        var exception = Failure.Of(problems.ToArray()).ToRpcException();

        var sent = exception.Trailers.Sum(entry => entry.Key.Length + 4 + (entry.IsBinary
            ? (entry.ValueBytes.Length + 2) / 3 * 4
            : entry.Value.Length)) + "grpc-message: ".Length + Uri.EscapeDataString(exception.Status.Detail).Length;
        Assert.InRange(sent, 1, MostBytes);
        var status = exception.GetRpcStatus()!;
        var listed = status.GetDetail<BadRequest>()!.FieldViolations;
        Assert.InRange(listed.Count, length <= 40 ? Math.Min(count, 10) : 1, count);
        Assert.Equal(count.ToString(System.Globalization.CultureInfo.InvariantCulture),
            status.GetDetail<ErrorInfo>()!.Metadata["errorCount"]);
    }

    [Theory]
    [InlineData("legalForm", "legalForm is missing", "legal_form: legal_form is missing / 缺少 legal_form")]
    [InlineData("If-Match", "If-Match is wanted", "etag: etag is wanted / 缺少 etag")]
    [InlineData("Idempotency-Key", "this Idempotency-Key was used", "idempotency_key: this idempotency_key was used / 缺少 idempotency_key")]
    [InlineData("households[0].idNumber", "idNumber is missing",
        "households[0].id_number: id_number is missing / 缺少 households[0].id_number")]
    [InlineData("households[0].holdings.wageDays", "wageDays is no number",
        "households[0].holdings.wageDays: wageDays is no number / 缺少 households[0].holdings.wageDays")]
    public void ToRpcException_NamesOfRest_AreThoseOfTheMessage(string field, string words, string expected)
    {
        var exception = Failure.Of(new Problem(
            ProblemCodes.InvalidValue, field, new LocalizedText($"缺少 {field}", words))).ToRpcException();
        Assert.Equal("invalid_value: " + expected, exception.Status.Detail);
    }
}
