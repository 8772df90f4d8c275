using System.Text;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using LinkageService.Engine.Problems;
using LinkageService.Telemetry;

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

    // Clients take 8 KiB of trailers unless told otherwise; the details travel in base64, and the message beside them.
    private const int MaxViolationBytes = 3000;
    private const int MaxEnglish = 400;
    private const int MaxChinese = 140;

    // What a header says over REST is a field of the message here.
    private static readonly (string Header, string Field)[] Headers =
        [("If-None-Match", "create_only"), ("If-Match", "etag"), ("Idempotency-Key", "idempotency_key")];

    private static readonly string[] Maps = ["holdings", "parameters", "inputs", "terms", "document"];

    /// <summary>
    /// The exception that ends a call with the failure: of many problems the first ones, as many as a client's headers take.
    /// </summary>
    public static RpcException ToRpcException(this Failure failure)
    {
        ServiceTelemetry.Refused(failure.Code, "grpc");
        var first = failure.Problems[0];
        var info = new ErrorInfo { Domain = Domain, Reason = failure.Code.Name };
        foreach (var (name, value) in first.Figures)
        {
            info.Metadata[name] = value;
        }

        info.Metadata["errorCount"] = failure.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var request = new BadRequest();
        foreach (var violation in failure.Problems.Select(ViolationOf))
        {
            // What goes over the limit of a client's headers would reach it as no error of ours at all.
            if (request.FieldViolations.Count > 0 && request.CalculateSize() + violation.CalculateSize() > MaxViolationBytes)
            {
                break;
            }

            request.FieldViolations.Add(violation);
        }

        var where = first.Field.Length == 0 ? "" : FieldOf(first.Field) + ": ";
        var status = new Google.Rpc.Status
        {
            Code = (int)ProblemStatus.Grpc(failure.Code),
            Message = $"{failure.Code.Name}: {AtMost(MaxEnglish, where + first.InMessages(first.Message.En))} / "
                + AtMost(MaxChinese, first.InMessages(first.Message.Zh)),
            Details = { Any.Pack(info), Any.Pack(request) },
        };
        if (ProblemStatus.RetryAfterSeconds(failure.Code) is { } seconds)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds)) }));
        }

        return status.ToRpcException();
    }

    private static BadRequest.Types.FieldViolation ViolationOf(Problem problem) => new()
    {
        Field = AtMost(MaxEnglish, FieldOf(problem.Field)),
        Reason = problem.Code.Name,
        Description = AtMost(MaxEnglish, problem.InMessages(problem.Message.En)),
        LocalizedMessage = new LocalizedMessage
        {
            Locale = "zh-CN", Message = AtMost(MaxEnglish, problem.InMessages(problem.Message.Zh)),
        },
    };

    // The words of a problem name its field, and headers, as messages do.
    private static string InMessages(this Problem problem, string words)
    {
        foreach (var (header, field) in Headers)
        {
            words = words.Replace(header, field, StringComparison.Ordinal);
        }

        var (said, named) = (problem.Field, FieldOf(problem.Field));
        if (named == said)
        {
            return words;
        }

        words = words.Replace(said, named, StringComparison.Ordinal);
        var leaf = said.Split('.')[^1];
        return leaf.Length == 0 ? words : words.Replace(leaf, named.Split('.')[^1], StringComparison.Ordinal);
    }

    // A pair of surrogates stays together.
    private static string AtMost(int letters, string text) => text.Length <= letters ? text
        : string.Concat(text.AsSpan(0, letters - (char.IsHighSurrogate(text[letters - 1]) ? 1 : 0)), "…");

    /// <summary>
    /// A field as messages name it: <c>persons[0].idNumber</c> is <c>persons[0].id_number</c>. Below a map stand names that the
    /// caller chose, which stay as they are; a header is the field that takes its place.
    /// </summary>
    public static string FieldOf(string field)
    {
        foreach (var (header, instead) in Headers)
        {
            if (field == header)
            {
                return instead;
            }
        }

        var name = new StringBuilder(field.Length + 4);
        var isOurs = true;
        for (var at = 0; at < field.Length; at++)
        {
            var letter = field[at];
            isOurs &= letter != '.' || !Maps.Any(map => field.AsSpan(0, at).EndsWith(map));
            if (isOurs && char.IsAsciiLetterUpper(letter) && at > 0 && char.IsAsciiLetterLower(field[at - 1]))
            {
                name.Append('_').Append(char.ToLowerInvariant(letter));
            }
            else
            {
                name.Append(letter);
            }
        }

        return name.ToString();
    }
}
