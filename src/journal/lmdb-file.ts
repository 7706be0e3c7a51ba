export function assertSoundFile(_path: string): void {}
