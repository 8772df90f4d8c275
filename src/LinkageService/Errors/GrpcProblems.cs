using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using LinkageService.Engine.Problems;

namespace LinkageService.Errors;

/// <summary>
/// Failures as gRPC: the status of the code's kind, the words in the message, and in <c>grpc-status-details-bin</c> an
/// <c>ErrorInfo</c> (the code, the figures) and a <c>BadRequest</c> with every problem's code, field and words,
/// and a <c>RetryInfo</c> where the call may be made again as it is.
/// </summary>
internal static class GrpcProblems
{
    /// <summary>The domain of our reasons.</summary>
    public const string Domain = "linkage";

    /// <summary>The exception that ends a call with the failure.</summary>
    public static RpcException ToRpcException(this Failure failure)
    {
        var first = failure.Problems[0];
        var info = new ErrorInfo { Domain = Domain, Reason = failure.Code.Name };
        foreach (var (name, value) in first.Figures)
        {
            info.Metadata[name] = value;
        }

        info.Metadata["errorCount"] = failure.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var request = new BadRequest();
        request.FieldViolations.AddRange(failure.Problems.Select(problem => new BadRequest.Types.FieldViolation
        {
            Field = problem.Field,
            Reason = problem.Code.Name,
            Description = problem.Message.En,
            LocalizedMessage = new LocalizedMessage { Locale = "zh-CN", Message = problem.Message.Zh },
        }));
        var where = first.Field.Length == 0 ? "" : first.Field + ": ";
        var status = new Google.Rpc.Status
        {
            Code = (int)ProblemStatus.Grpc(failure.Code),
            Message = $"{failure.Code.Name}: {where}{first.Message.En} / {first.Message.Zh}",
            Details = { Any.Pack(info), Any.Pack(request) },
        };
        if (ProblemStatus.RetryAfterSeconds(failure.Code) is { } seconds)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds)) }));
        }

        return status.ToRpcException();
    }
}
