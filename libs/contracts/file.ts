import { IsBase64, IsString } from 'class-validator';

/** A file as an answer: a route that gives a file sends its bytes, under this name and media type. */
export class FileAnswer {
  @IsString() name!: string;
  /** `application/pdf` */
  @IsString() type!: string;
  @IsBase64() file!: string;
}
