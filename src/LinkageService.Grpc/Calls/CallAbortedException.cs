namespace LinkageService.Grpc.Calls;

/// <summary>The caller went away while its request was read or its response written.</summary>
internal sealed class CallAbortedException(Exception? cause)
    : OperationCanceledException("The caller reset the call.", cause);
