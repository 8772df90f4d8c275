namespace LinkageService.Engine.Problems;

/// <summary>Kinds of failure, each with one HTTP and one gRPC status.</summary>
public enum ProblemKind
{
    /// <summary>The bytes or a field's form are wrong: 400, INVALID_ARGUMENT.</summary>
    Shape,

    /// <summary>An id names nothing: 404, NOT_FOUND.</summary>
    NotFound,

    /// <summary>Over a limit: 413, RESOURCE_EXHAUSTED.</summary>
    TooLarge,

    /// <summary>The content type is not read here: 415, INVALID_ARGUMENT.</summary>
    UnsupportedMediaType,

    /// <summary>Well-formed, but the rules refuse it: 422, FAILED_PRECONDITION.</summary>
    Business,

    /// <summary>The method is not served at this address: 405, UNIMPLEMENTED.</summary>
    MethodNotAllowed,

    /// <summary>A defect of ours: 500, INTERNAL.</summary>
    Internal,

    /// <summary>Does not stop anything; only in validation answers.</summary>
    Warning,
}
