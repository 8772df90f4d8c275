namespace LinkageService.Grpc.Calls;

/// <summary>
/// Decides who may touch the response. The handler and the deadline run on different threads, and a response whose
/// headers are being written while its status is set goes out without a status. So the handler enters before it
/// writes and leaves after; a deadline that comes between takes the response over, one that comes during is noted and
/// carried out by the handler as it leaves.
/// </summary>
internal struct CallGate
{
    private const int Idle = 0;
    private const int Writing = 1;
    private const int WritingPastDeadline = 2;
    private const int Expired = 3;
    private const int Ended = 4;

    private int state;

    /// <summary>Whether the call is over, by its handler or by its deadline.</summary>
    public readonly bool IsOver => Volatile.Read(in state) >= Expired;

    /// <summary>Whether the deadline ended the call.</summary>
    public readonly bool IsExpired => Volatile.Read(in state) == Expired;

    /// <summary>The handler wants to write. False when the call is over or another write is going on.</summary>
    public bool TryEnter() => Interlocked.CompareExchange(ref state, Writing, Idle) == Idle;

    /// <summary>The handler has written. False when the deadline passed meanwhile: the caller must end the call.</summary>
    public bool TryLeave()
    {
        if (Interlocked.CompareExchange(ref state, Idle, Writing) == Writing)
        {
            return true;
        }

        Volatile.Write(ref state, Expired);
        return false;
    }

    /// <summary>The handler wants to set the status. False when the deadline has done so.</summary>
    public bool TryEnd() => Interlocked.CompareExchange(ref state, Ended, Idle) == Idle;

    /// <summary>The deadline has passed. True when the caller must end the call.</summary>
    public bool TryExpire()
    {
        var seen = Interlocked.CompareExchange(ref state, Expired, Idle);
        if (seen == Idle)
        {
            return true;
        }

        // The handler is writing. If it leaves between the two exchanges the state is Idle again: try once more.
        return seen == Writing
            && Interlocked.CompareExchange(ref state, WritingPastDeadline, Writing) == Idle
            && TryExpire();
    }
}
