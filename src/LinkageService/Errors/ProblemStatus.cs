using LinkageService.Engine.Problems;

namespace LinkageService.Errors;

/// <summary>The status of each kind of failure on the two transports.</summary>
internal static class ProblemStatus
{
    private static readonly (ProblemKind Kind, int Http, string Grpc)[] Table =
    [
        (ProblemKind.Shape, 400, "INVALID_ARGUMENT"),
        (ProblemKind.NotFound, 404, "NOT_FOUND"),
        (ProblemKind.MethodNotAllowed, 405, "UNIMPLEMENTED"),
        (ProblemKind.TooLarge, 413, "RESOURCE_EXHAUSTED"),
        (ProblemKind.UnsupportedMediaType, 415, "INVALID_ARGUMENT"),
        (ProblemKind.Business, 422, "FAILED_PRECONDITION"),
        (ProblemKind.Warning, 200, "OK"),
        (ProblemKind.Internal, 500, "INTERNAL"),
    ];

    /// <summary>The HTTP status of a code.</summary>
    public static int Http(ProblemCode code) => Row(code).Http;

    /// <summary>The name of the gRPC status of a code.</summary>
    public static string Grpc(ProblemCode code) => Row(code).Grpc;

    private static (ProblemKind Kind, int Http, string Grpc) Row(ProblemCode code) => Array.Find(Table, row => row.Kind == code.Kind);
}
