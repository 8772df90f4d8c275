using Grpc.Core;
using LinkageService.Engine.Problems;

namespace LinkageService.Errors;

/// <summary>The status of each kind of failure on the two transports.</summary>
internal static class ProblemStatus
{
    private static readonly (ProblemKind Kind, int Http, StatusCode Grpc, string GrpcName)[] Table =
    [
        (ProblemKind.Shape, 400, StatusCode.InvalidArgument, "INVALID_ARGUMENT"),
        (ProblemKind.NotFound, 404, StatusCode.NotFound, "NOT_FOUND"),
        (ProblemKind.MethodNotAllowed, 405, StatusCode.Unimplemented, "UNIMPLEMENTED"),
        (ProblemKind.RequestTimeout, 408, StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED"),
        (ProblemKind.TooLarge, 413, StatusCode.ResourceExhausted, "RESOURCE_EXHAUSTED"),
        (ProblemKind.UnsupportedMediaType, 415, StatusCode.InvalidArgument, "INVALID_ARGUMENT"),
        (ProblemKind.NotAcceptable, 406, StatusCode.InvalidArgument, "INVALID_ARGUMENT"),
        (ProblemKind.Business, 422, StatusCode.FailedPrecondition, "FAILED_PRECONDITION"),
        (ProblemKind.Warning, 200, StatusCode.OK, "OK"),
        (ProblemKind.Unauthenticated, 401, StatusCode.Unauthenticated, "UNAUTHENTICATED"),
        (ProblemKind.TooManyRequests, 429, StatusCode.ResourceExhausted, "RESOURCE_EXHAUSTED"),
        (ProblemKind.Forbidden, 403, StatusCode.PermissionDenied, "PERMISSION_DENIED"),
        (ProblemKind.Conflict, 409, StatusCode.AlreadyExists, "ALREADY_EXISTS"),
        (ProblemKind.State, 409, StatusCode.FailedPrecondition, "FAILED_PRECONDITION"),
        (ProblemKind.Stale, 412, StatusCode.Aborted, "ABORTED"),
        (ProblemKind.Exists, 412, StatusCode.AlreadyExists, "ALREADY_EXISTS"),
        (ProblemKind.InProgress, 409, StatusCode.Aborted, "ABORTED"),
        (ProblemKind.PreconditionRequired, 428, StatusCode.FailedPrecondition, "FAILED_PRECONDITION"),
        (ProblemKind.Unavailable, 503, StatusCode.Unavailable, "UNAVAILABLE"),
        (ProblemKind.OutcomeUnknown, 503, StatusCode.Unknown, "UNKNOWN"),
        (ProblemKind.Internal, 500, StatusCode.Internal, "INTERNAL"),
    ];

    /// <summary>The HTTP status of a code.</summary>
    public static int Http(ProblemCode code) => Row(code).Http;

    /// <summary>The gRPC status of a code.</summary>
    public static StatusCode Grpc(ProblemCode code) => Row(code).Grpc;

    /// <summary>The name of the gRPC status of a code.</summary>
    public static string GrpcName(ProblemCode code) => Row(code).GrpcName;

    /// <summary>Seconds after which the same request may be sent again as it is; null where time alone changes nothing.</summary>
    public static int? RetryAfterSeconds(ProblemCode code) =>
        code == ProblemCodes.RequestInProgress || code == ProblemCodes.TooManyRequests ? 1
        : code == ProblemCodes.StorageUnavailable ? 5
        : code == ProblemCodes.IssuerUnavailable ? 10 : null;

    private static (ProblemKind Kind, int Http, StatusCode Grpc, string GrpcName) Row(ProblemCode code) =>
        Array.Find(Table, row => row.Kind == code.Kind);
}
