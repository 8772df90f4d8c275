using System.IO.Hashing;

namespace LinkageService.Tables.Xlsx;

/// <summary>
/// One part of a workbook as it is unpacked. At its end, compares it with the checksum that the zip states: a damaged figure may still
/// be a figure. Takes every byte off the allowance of the whole file, and refuses a stretch without
/// <c>&lt;</c> that is longer than allowed: an XML reader holds one name, attribute or text at once, whatever its length.
/// </summary>
internal sealed class PackedPart(Stream part, uint checksum, UnpackedBytes allowance, int maxStretch) : Stream
{
    private readonly Crc32 _checksum = new();
    private long _stretch;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = part.Read(buffer);
        allowance.Take(read);
        _checksum.Append(buffer[..read]);
        if (read == 0 && buffer.Length > 0 && _checksum.GetCurrentHashAsUInt32() != checksum)
        {
            throw new InvalidDataException("the checksum of a part is wrong");
        }

        var rest = buffer[..read];
        while (rest.IndexOf((byte)'<') is var at and >= 0)
        {
            Add(at);
            _stretch = 0;
            rest = rest[(at + 1)..];
        }

        Add(rest.Length);
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            part.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Add(int bytes)
    {
        _stretch += bytes;
        if (_stretch > maxStretch)
        {
            throw TableException.Xlsx(0, 0, $"有一段内容超过 {maxStretch} 字节", $"a piece of its content is over {maxStretch} bytes");
        }
    }
}

/// <summary>How many bytes may still be unpacked from a file, over all its parts.</summary>
internal sealed class UnpackedBytes(long max)
{
    private long _taken;

    /// <summary>Counts bytes that were unpacked.</summary>
    /// <exception cref="TableException">There are more than allowed.</exception>
    public void Take(int bytes)
    {
        _taken += bytes;
        if (_taken > max)
        {
            throw TableException.TooLarge(max);
        }
    }
}
