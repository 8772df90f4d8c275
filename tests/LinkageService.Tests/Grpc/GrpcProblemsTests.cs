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
}
