using System.Buffers.Binary;
using System.Numerics;

namespace Zhunsheng.Casework;

/// <summary>
/// The hash function SM3 (GB/T 32905-2016): 256 bits. For content that comes in pieces make one, <see cref="Append"/> and <see cref="Finish"/>.
/// Not safe for use from several threads at once.
/// </summary>
public sealed class Sm3
{
    /// <summary>The length of a digest in bytes.</summary>
    public const int DigestLength = 32;

    private const int BlockLength = 64;

    private readonly uint[] _state = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
    private readonly byte[] _pending = new byte[BlockLength];
    private int _pendingLength;
    private ulong _length;
    private bool _finished;

    /// <summary>The digest of some content.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> content)
    {
        var hash = new Sm3();
        hash.Append(content);
        return hash.Finish();
    }

    /// <summary>The digest of some content as 64 lower-case hexadecimal digits.</summary>
    public static string HashHex(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(Hash(content));

    /// <summary>Adds content. Throws <see cref="InvalidOperationException"/> after <see cref="Finish"/>.</summary>
    public void Append(ReadOnlySpan<byte> content)
    {
        if (_finished)
        {
            throw new InvalidOperationException("The digest has been taken already");
        }

        _length += (ulong)content.Length;
        if (_pendingLength > 0)
        {
            var taken = Math.Min(BlockLength - _pendingLength, content.Length);
            content[..taken].CopyTo(_pending.AsSpan(_pendingLength));
            _pendingLength += taken;
            content = content[taken..];
            if (_pendingLength < BlockLength)
            {
                return;
            }

            Compress(_pending);
            _pendingLength = 0;
        }

        while (content.Length >= BlockLength)
        {
            Compress(content[..BlockLength]);
            content = content[BlockLength..];
        }

        content.CopyTo(_pending);
        _pendingLength = content.Length;
    }

    /// <summary>The digest of all that was added. Can be taken once.</summary>
    public byte[] Finish()
    {
        var bits = _length * 8;
        var padding = new byte[(_pendingLength < 56 ? 56 : 120) - _pendingLength + 8];
        padding[0] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(padding.AsSpan(padding.Length - 8), bits);
        Append(padding);
        _finished = true;
        var digest = new byte[DigestLength];
        for (var i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(digest.AsSpan(i * 4), _state[i]);
        }

        return digest;
    }

    private void Compress(ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[68];
        for (var j = 0; j < 16; j++)
        {
            w[j] = BinaryPrimitives.ReadUInt32BigEndian(block[(j * 4)..]);
        }

        for (var j = 16; j < 68; j++)
        {
            var x = w[j - 16] ^ w[j - 9] ^ BitOperations.RotateLeft(w[j - 3], 15);
            w[j] = x ^ BitOperations.RotateLeft(x, 15) ^ BitOperations.RotateLeft(x, 23) ^ BitOperations.RotateLeft(w[j - 13], 7) ^ w[j - 6];
        }

        uint a = _state[0], b = _state[1], c = _state[2], d = _state[3], e = _state[4], f = _state[5], g = _state[6], h = _state[7];
        for (var j = 0; j < 64; j++)
        {
            var constant = BitOperations.RotateLeft(j < 16 ? 0x79cc4519u : 0x7a879d8au, j % 32);
            var rotated = BitOperations.RotateLeft(a, 12);
            var ss1 = BitOperations.RotateLeft(rotated + e + constant, 7);
            var ss2 = ss1 ^ rotated;
            var tt1 = (j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)) + d + ss2 + (w[j] ^ w[j + 4]);
            var tt2 = (j < 16 ? e ^ f ^ g : (e & f) | (~e & g)) + h + ss1 + w[j];
            d = c;
            c = BitOperations.RotateLeft(b, 9);
            b = a;
            a = tt1;
            h = g;
            g = BitOperations.RotateLeft(f, 19);
            f = e;
            e = tt2 ^ BitOperations.RotateLeft(tt2, 9) ^ BitOperations.RotateLeft(tt2, 17);
        }

        _state[0] ^= a;
        _state[1] ^= b;
        _state[2] ^= c;
        _state[3] ^= d;
        _state[4] ^= e;
        _state[5] ^= f;
        _state[6] ^= g;
        _state[7] ^= h;
    }
}
