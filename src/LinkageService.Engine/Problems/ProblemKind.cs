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

    /// <summary>The request did not come to its end in time: 408, DEADLINE_EXCEEDED.</summary>
    RequestTimeout,

    /// <summary>The content type is not read here: 415, INVALID_ARGUMENT.</summary>
    UnsupportedMediaType,

    /// <summary>The caller can read none of the types the answer has: 406, INVALID_ARGUMENT.</summary>
    NotAcceptable,

    /// <summary>Well-formed, but the rules refuse it: 422, FAILED_PRECONDITION.</summary>
    Business,

    /// <summary>The method is not served at this address: 405, UNIMPLEMENTED.</summary>
    MethodNotAllowed,

    /// <summary>Nobody signed in, or with a key that is not valid: 401, UNAUTHENTICATED.</summary>
    Unauthenticated,

    /// <summary>More in a short time than is answered: 429, RESOURCE_EXHAUSTED.</summary>
    TooManyRequests,

    /// <summary>The caller's role does not allow it: 403, PERMISSION_DENIED.</summary>
    Forbidden,

    /// <summary>It is there already, with other content: 409, ALREADY_EXISTS.</summary>
    Conflict,

    /// <summary>Not in this state of the thing: 409, FAILED_PRECONDITION.</summary>
    State,

    /// <summary>The thing was changed meanwhile: 412, ABORTED.</summary>
    Stale,

    /// <summary>It is there already, and was to be new: 412, ALREADY_EXISTS.</summary>
    Exists,

    /// <summary>The same is being done right now: 409, ABORTED; to be sent again a moment later.</summary>
    InProgress,

    /// <summary>The request must say what it is based on: 428, FAILED_PRECONDITION.</summary>
    PreconditionRequired,

    /// <summary>For a moment not possible, nothing was changed: 503, UNAVAILABLE.</summary>
    Unavailable,

    /// <summary>Whether it was done is not known now: 503, UNKNOWN, which no client retries by itself.</summary>
    OutcomeUnknown,

    /// <summary>A defect of ours: 500, INTERNAL.</summary>
    Internal,

    /// <summary>Does not stop anything; only in validation answers.</summary>
    Warning,
}
