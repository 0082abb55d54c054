using System.Diagnostics;
using Xunit;

namespace Amity.Tests.Kit;

/// <summary>A file system of a few megabytes, with ballast on it that can be thrown off to make room.</summary>
internal sealed class SmallDisk : IDisposable
{
    /// <summary>
    /// Room for a few dozen of the largest writes, and for what was written to the log before and has no room in the file yet, which takes as much again.
    /// </summary>
    private const int PieceMegabytes = 4;

    private readonly ScratchFolder folder = new();
    private readonly Queue<string> ballast = new();

    private SmallDisk(string kind, int megabytes)
    {
        Path = folder.Inside("disk");
        Directory.CreateDirectory(Path);
        if (kind == "tmpfs")
        {
            Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "amity-test", Path);
            return;
        }

        var image = folder.Inside("image");
        using (var file = File.Create(image))
        {
            file.SetLength(megabytes * 1024L * 1024L);
        }

        Run("mkfs.ext4", "-q", "-m", "0", image);
        Run("mount", "-o", "loop", image, Path);
    }

    public string Path { get; }

    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>
    /// Mounts one of so many megabytes, and the ballast beside them. It needs the rights to: <see cref="SmallDiskFactAttribute"/> asks
    /// for them before.
    /// </summary>
    public static SmallDisk Mount(string kind, int megabytes, int ballastPieces = 0)
    {
        var disk = new SmallDisk(kind, megabytes + (ballastPieces * PieceMegabytes));
        for (var piece = 0; piece < ballastPieces; piece++)
        {
            var file = System.IO.Path.Combine(disk.Path, $"ballast{piece}");
            File.WriteAllBytes(file, new byte[PieceMegabytes * 1024 * 1024]);
            disk.ballast.Enqueue(file);
        }

        return disk;
    }

    /// <summary>Makes room for the megabytes of another piece.</summary>
    public void ThrowOffBallast() => File.Delete(ballast.Dequeue());

    /// <summary>Leaves so many bytes free, as far as there were more.</summary>
    public void FillBut(long bytes)
    {
        var filling = System.IO.Path.Combine(Path, "filling");
        File.Delete(filling);
        using var file = new FileStream(filling, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 });
        var piece = new byte[1024];
        while (FreeBytes > bytes)
        {
            try
            {
                file.Write(piece);
            }
            catch (IOException)
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        Run("umount", Path);
        folder.Dispose();
    }

    private static void Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        var complaint = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new IOException($"{program}: {complaint.Trim()}");
        }
    }
}

/// <summary>A claim that is shown on a <see cref="SmallDisk"/>; skipped, with the reason, where none can be mounted.</summary>
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute(string kind)
    {
        try
        {
            SmallDisk.Mount(kind, megabytes: 8).Dispose();
        }
        catch (Exception error) when (error is IOException or System.ComponentModel.Win32Exception or PlatformNotSupportedException)
        {
            Skip = $"Needs a {kind} file system of its own, which this user cannot mount here: {error.Message}";
        }
    }
}
